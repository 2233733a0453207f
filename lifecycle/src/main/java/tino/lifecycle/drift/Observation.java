package tino.lifecycle.drift;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one decision was made from. A decision over many items is observed at one of them, drawn by {@link #lot}: its items are alike,
 * and a test that took them for as many independent draws would be too sure.
 *
 * @param values one a column, {@code null} for missing; what is not of the column's kind is noticed as such
 */
public record Observation(UUID decision, List<@Nullable Object> values) {

    /** A number that looks drawn by chance and is always the same for a decision (the finaliser of SplitMix64). */
    public static long lot(UUID decision) {
        long mixed = decision.getMostSignificantBits() * 0x9E3779B97F4A7C15L ^ decision.getLeastSignificantBits();
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Which of so many items of the decision is observed. */
    public static int drawn(UUID decision, int items) {
        return (int) Long.remainderUnsigned(lot(decision), items);
    }
}
