package tino.lifecycle.contest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision that somebody wants looked at again.
 *
 * @param reason as the person says it
 * @param who asked: the name of a service, or {@code person}
 * @param answer {@code null} while it waits
 */
public record Contest(
        UUID id,
        UUID decision,
        String reason,
        String who,
        Instant at,
        @Nullable Answer answer) {

    /** What a reviewer finds. */
    public enum Verdict {
        /** It was right. */
        UPHELD,
        /** It was wrong. */
        OVERTURNED
    }

    /** @param why in the reviewer's words */
    public record Answer(Verdict verdict, String why, String reviewer, Instant at) {}

    public boolean open() {
        return answer == null;
    }
}
