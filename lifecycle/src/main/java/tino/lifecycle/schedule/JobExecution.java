package tino.lifecycle.schedule;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One time that a job was done.
 *
 * @param who asked for it: {@link Jobs#CLOCK} or a person
 * @param endedAt {@code null} while it goes on; of a lost one, when that was noticed
 * @param message what went wrong
 */
public record JobExecution(
        long id,
        String job,
        String who,
        Instant startedAt,
        @Nullable Instant endedAt,
        Outcome outcome,
        @Nullable String message) {

    /** How it ended. */
    public enum Outcome {
        RUNNING,
        DONE,
        FAILED,
        /** Its process died in the middle. */
        LOST;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
