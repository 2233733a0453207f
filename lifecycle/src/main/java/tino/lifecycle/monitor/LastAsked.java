package tino.lifecycle.monitor;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;

/**
 * When models were last asked something that was their champion's to answer, on any server. The log alone cannot tell whether it stopped
 * or nobody asks; this does.
 */
public final class LastAsked {
    /** An answer is logged some time after it was asked for. */
    private static final Duration LOGGED_BY = Duration.ofMinutes(5);

    private final Database database;
    private final InstantSource clock;
    private final Count count;
    private final Instant began;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** What this process was asked. */
    @FunctionalInterface
    public interface Count {
        /** Knows of nothing: of a process that answers nobody. */
        Count NONE = _ -> 0;

        /** Questions that were the champion's to answer, since the process began. */
        long asked(String model);
    }

    private record Seen(long count, Instant at) {}

    /** @param database with the tables of the module {@code lifecycle} */
    public LastAsked(Database database, InstantSource clock, Count count) {
        this.database = database;
        this.clock = clock;
        this.count = count;
        this.began = clock.instant();
    }

    /** Writes down that the model was asked since the last time this was called, if it was. */
    public void note(String model) {
        Instant now = clock.instant();
        long asked = count.asked(model);
        @Nullable Seen before = seen.put(model, new Seen(asked, now));
        Instant since = before == null ? began : before.at;
        if (asked > (before == null ? 0 : before.count)) {
            database.sql()
                    .sql("INSERT INTO model_asked (model, at) VALUES (?, ?) ON CONFLICT (model) DO UPDATE SET"
                            + " at = greatest(model_asked.at, excluded.at)")
                    .params(model, Timestamp.from(since))
                    .update();
        }
    }

    /** No later than the last question, and no more than the time between two notes earlier; empty: never asked. */
    Optional<Instant> at(String model) {
        return database.sql()
                .sql("SELECT at FROM model_asked WHERE model = ?")
                .params(model)
                .query((row, _) -> row.getTimestamp("at").toInstant())
                .optional();
    }

    /**
     * Whether questions came and no answer was logged: nothing was heard for the silence, and within it somebody asked.
     *
     * @param heard the last answer that was logged, or the promotion where that was later
     */
    boolean unheard(String model, Instant heard, Duration silence) {
        Instant now = clock.instant();
        return !heard.plus(silence).isAfter(now)
                && at(model)
                        .filter(at -> at.isAfter(heard.plus(LOGGED_BY)) && !at.isBefore(now.minus(silence)))
                        .isPresent();
    }
}
