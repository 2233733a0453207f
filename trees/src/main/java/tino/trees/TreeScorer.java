package tino.trees;

/**
 * Scores rows with an ensemble of trees. Safe for use by many threads; allocates nothing per row.
 *
 * <p>Features are {@code float}: a threshold of a {@code double} model is rounded down to the next {@code float}, which
 * decides every comparison with a {@code float} value exactly as before. {@link Float#NaN} is a missing value.
 */
public interface TreeScorer {

    /** Columns of a row. */
    int features();

    /**
     * Raw scores (before any link function), equal to the native library's.
     *
     * @param rows {@code count} rows of {@link #features()} values, one after another
     * @param scores receives {@code count} scores
     */
    void score(float[] rows, int count, double[] scores);
}
