package tino.marketplace.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.marketplace.search.ShownLists;
import tino.marketplace.search.ShownLists.Shown;
import tino.web.InvalidInput.Fault;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds the list that feedback is about, and writes down what agrees with it. */
public final class FeedbackLog {
    /** How long after a list feedback without a decision may still mean it. */
    static final Duration SAME_VISIT = Duration.ofMinutes(30);

    /** How far another machine's clock may be off. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final EventLog log;
    private final ShownLists shownLists;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;
    private final Map<Feedback.Kind, Counter> counters = new EnumMap<>(Feedback.Kind.class);

    public FeedbackLog(
            EventLog log, ShownLists shownLists, Pseudonyms pseudonyms, InstantSource clock, MeterRegistry meters) {
        this.log = log;
        this.shownLists = shownLists;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        for (Feedback.Kind kind : Feedback.Kind.values()) {
            counters.put(
                    kind,
                    Counter.builder(kind.type() + "s")
                            .description("Feedback stored")
                            .register(meters));
        }
    }

    /**
     * The event that this feedback becomes.
     *
     * @param prefix stands before field names, {@code [3].} in a batch
     * @param faults receives why there is none
     */
    Optional<Event> event(Feedback feedback, String prefix, List<Fault> faults) {
        Instant now = clock.instant();
        Instant at = feedback.at() == null ? now : feedback.at();
        if (at.isAfter(now.plus(CLOCKS_DIFFER))) {
            faults.add(new Fault(
                    prefix + "ts", "a time that is not in the future is expected, got " + at + ", it is " + now));
            return Optional.empty();
        }
        Instant when = at.isAfter(now) ? now : at;
        // Newest key first: the list may have been shown before the key was changed.
        List<String> subjects = feedback.session() == null ? List.of() : pseudonyms.all(feedback.session());
        List<Fault> own = new ArrayList<>();
        Shown shown = feedback.decision() == null
                ? newest(feedback, subjects, when, prefix, own)
                : decided(feedback, when, prefix, own);
        faults.addAll(own);
        return shown == null ? Optional.empty() : Optional.of(event(feedback, shown, subjects, when));
    }

    private @Nullable Shown decided(Feedback feedback, Instant at, String prefix, List<Fault> faults) {
        var decision = Objects.requireNonNull(feedback.decision());
        Shown shown = shownLists.find(decision).orElse(null);
        if (shown == null) {
            faults.add(new Fault(prefix + "decision_id", "there is no answer with the decision_id " + decision));
        } else if (shown.position(feedback.item()) == 0) {
            faults.add(new Fault(
                    prefix + "doc_id", "the answer " + decision + " did not show the professional " + feedback.item()));
        } else if (at.isBefore(DecisionId.time(decision).minus(CLOCKS_DIFFER))) {
            faults.add(new Fault(
                    prefix + "ts",
                    "a time after the answer (" + DecisionId.time(decision) + ") is expected, got " + at));
        } else {
            return shown;
        }
        return null;
    }

    private @Nullable Shown newest(
            Feedback feedback, List<String> subjects, Instant at, String prefix, List<Fault> faults) {
        if (subjects.isEmpty()) {
            faults.add(new Fault(
                    prefix + "session", "a decision_id, a session or its cookie is expected, got none of them"));
            return null;
        }
        String query = Objects.requireNonNull(feedback.query());
        Optional<Shown> shown = subjects.stream()
                .flatMap(subject -> shownLists.newest(subject, query, feedback.item(), at, SAME_VISIT).stream())
                .findFirst();
        if (shown.isEmpty()) {
            faults.add(new Fault(
                    prefix + "doc_id",
                    "no answer of the last " + SAME_VISIT.toMinutes() + " minutes to \"" + query
                            + "\" showed this session the professional " + feedback.item()));
        }
        return shown.orElse(null);
    }

    private static Event event(Feedback feedback, Shown shown, List<String> subjects, Instant at) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("position", shown.position(feedback.item()));
        Instant decided = DecisionId.time(shown.decision());
        return new Event(
                feedback.event(),
                feedback.kind().type(),
                at.isBefore(decided) ? decided : at,
                shown.decision(),
                subjects.isEmpty() || subjects.contains(shown.subject()) ? shown.subject() : subjects.getFirst(),
                feedback.item(),
                body);
    }

    /**
     * Writes down all or none; returns once they are durable.
     *
     * @return how many were new
     */
    int store(List<Event> events) {
        List<Boolean> fresh = log.append(events);
        int stored = 0;
        for (int i = 0; i < events.size(); i++) {
            if (fresh.get(i)) {
                stored++;
                Counter counter = counters.get(Feedback.Kind.of(events.get(i).type()));
                Objects.requireNonNull(counter).increment();
            }
        }
        return stored;
    }
}
