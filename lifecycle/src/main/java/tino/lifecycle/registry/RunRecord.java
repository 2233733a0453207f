package tino.lifecycle.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Period;

/**
 * One execution of a pipeline, as it is written down.
 *
 * @param reason why it ran: the schedule, a person, a monitor
 * @param dataset hash of its snapshot, {@code null} if it came to none
 * @param message what came of it, in a sentence
 * @param endedAt {@code null} while it runs
 */
public record RunRecord(
        UUID id,
        String model,
        String reason,
        Period period,
        long seed,
        String codeCommit,
        @Nullable String dataset,
        RunOutcome outcome,
        @Nullable String message,
        Instant startedAt,
        @Nullable Instant endedAt) {

    public Optional<Duration> duration() {
        return Optional.ofNullable(endedAt).map(end -> Duration.between(startedAt, end));
    }
}
