package tino.trees;

/**
 * Values up to a threshold go left. Readers bring every comparison of the libraries into this one form: {@code v < t} is
 * {@code v <= nextDown(t)}, and a {@code double} threshold is rounded down to {@code float}, which decides alike for every
 * {@code float} value.
 *
 * @param feature index of the feature
 * @param threshold greatest value that goes left
 * @param missingLeft where NaN goes
 * @param zeroMissing whether values within {@link #ZERO} of zero are missing too (LightGBM's {@code zero_as_missing})
 */
public record NumericSplit(int feature, float threshold, boolean missingLeft, boolean zeroMissing) implements Split {

    /** LightGBM takes values this near to zero for zero. */
    public static final float ZERO = 1e-35f;

    public NumericSplit {
        if (Float.isNaN(threshold)) {
            throw new IllegalArgumentException("The threshold of a split must be a number, it is NaN");
        }
    }

    @Override
    public boolean left(float value) {
        if (Float.isNaN(value) || zeroMissing && Math.abs(value) <= ZERO) {
            return missingLeft;
        }
        return value <= threshold;
    }
}
