package tino.lifecycle.registry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run, whoever made it.
 *
 * @param user who made it, as far as it was said
 * @param endedAt {@code null} while it runs
 * @param progress {@code null} where nobody told any
 * @param pipeline what only a pipeline's run has, {@code null} in a client's run
 */
public record TrackedRun(
        UUID id,
        long experiment,
        String name,
        @Nullable String user,
        RunStatus status,
        boolean deleted,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Progress progress,
        @Nullable RunRecord pipeline) {

    /** @param share 0–1 @param text a few words */
    public record Progress(double share, String text) {}
}
