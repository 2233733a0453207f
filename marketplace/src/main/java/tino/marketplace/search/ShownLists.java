package tino.marketplace.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;

/** What was shown to whom, from the log; the recent lists are kept at hand, because most feedback comes within minutes. */
public final class ShownLists {
    private static final int AT_HAND = 10_000;
    private static final Duration MINUTES = Duration.ofMinutes(30);

    private final EventLog log;
    private final Cache<UUID, Shown> recent = Caffeine.newBuilder()
            .maximumSize(AT_HAND)
            .expireAfterAccess(MINUTES)
            .build();

    public ShownLists(EventLog log) {
        this.log = log;
    }

    /**
     * One page that was shown.
     *
     * @param subject pseudonym of the session
     * @param positions of the items, 1 for the top of the first page
     */
    public record Shown(UUID decision, @Nullable String subject, String query, List<String> items, int[] positions) {

        static Shown of(UUID decision, @Nullable String subject, SearchImpression impression) {
            return new Shown(
                    decision,
                    subject,
                    impression.request().text(),
                    impression.shown().items(),
                    impression.shown().positions());
        }

        /** @throws IllegalArgumentException if the event is not an impression */
        public static Shown of(Event impression) {
            return of(impression.decision(), impression.subject(), SearchImpression.read(impression.body()));
        }

        /** Where the item stood, 0 if it was not shown. */
        public int position(String item) {
            int index = items.indexOf(item);
            return index < 0 ? 0 : positions[index];
        }
    }

    void remember(Shown shown) {
        recent.put(shown.decision(), shown);
    }

    /** Has the lists of these people at hand no more. @return how many there were */
    long forget(Set<String> subjects) {
        List<UUID> theirs = recent.asMap().values().stream()
                .filter(shown -> shown.subject() != null && subjects.contains(shown.subject()))
                .map(Shown::decision)
                .toList();
        recent.invalidateAll(theirs);
        return theirs.size();
    }

    /**
     * The newest list that showed this item to this session for this query, no older than the given age.
     *
     * @param to not newer than this
     */
    public Optional<Shown> newest(String subject, String query, String item, Instant to, Duration age) {
        Instant from = to.minus(age);
        Instant until = to;
        while (!until.isBefore(from)) {
            Optional<Event> event =
                    log.newest(SearchImpression.TYPE, subject, SearchImpression.QUERY, query, from, until);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            Shown shown = Shown.of(event.get());
            if (shown.position(item) > 0) {
                return Optional.of(shown);
            }
            until = event.get().at().minusMillis(1);
        }
        return Optional.empty();
    }

    /** The list of a decision; empty if no such list was ever shown. */
    public Optional<Shown> find(UUID decision) {
        Shown known = recent.getIfPresent(decision);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Shown> logged = log.find(decision, SearchImpression.TYPE).map(Shown::of);
        logged.ifPresent(this::remember);
        return logged;
    }
}
