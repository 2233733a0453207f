package tino.lifecycle.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the history of who is champion.
 *
 * @param number the version that has the alias from here on; of a removal, the one that lost it
 * @param previous the version that had the alias before, {@code null} if none had
 * @param who a person, a job or a rule
 */
public record AliasChange(
        String model,
        String alias,
        int number,
        @Nullable Integer previous,
        Action action,
        String who,
        String why,
        Instant at) {

    /** What happened. */
    public enum Action {
        ASSIGNED,
        ROLLED_BACK,
        /** Nobody has the alias from here on. */
        REMOVED
    }
}
