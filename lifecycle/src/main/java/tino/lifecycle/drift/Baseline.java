package tino.lifecycle.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a version was trained on, as its columns were then.
 *
 * @param dataset hash of the snapshot, {@code null} if it was made elsewhere
 * @param decisions counted: all of the snapshot, or an even sample of at most {@link Baselines#MOST}
 */
public record Baseline(
        String model, int number, @Nullable String dataset, long decisions, Tallies tallies, Instant createdAt) {}
