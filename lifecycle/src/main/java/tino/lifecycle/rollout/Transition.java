package tino.lifecycle.rollout;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.rollout.Rollout.Stage;

/**
 * One step of a rollout.
 *
 * @param from {@code null} for the start
 * @param who a person, or the rule that decided
 * @param evidence on which it was decided, JSON; {@code null} where a person decided without
 */
public record Transition(
        UUID rollout,
        long revision,
        @Nullable Stage from,
        @Nullable Integer fromPercent,
        Stage to,
        int toPercent,
        boolean paused,
        String who,
        String why,
        @Nullable String evidence,
        Instant at) {
    static final String RULES = "rules";
    static final String ROLLOUT = "rollout";

    /** Whether it followed from a rule; else somebody decided, and {@code why} are their words. */
    public boolean ruled() {
        return who.equals(RULES) || who.equals(ROLLOUT);
    }
}
