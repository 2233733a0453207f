package tino.ranking.letor;

import java.util.Arrays;
import java.util.stream.IntStream;
import tino.trees.train.TrainingRows;

/**
 * Judged documents in memory, query after query.
 *
 * @param features row-major {@code labels.length × columns}
 * @param columns highest feature index + 1
 * @param labels grades of relevance, ≥ 0
 * @param groups sizes of the queries
 * @param firstIndex 0 if the file names feature 0, else 1
 * @param absent value of features that a line did not name
 */
public record Judgements(float[] features, int columns, float[] labels, int[] groups, int firstIndex, float absent) {

    public int rows() {
        return labels.length;
    }

    /** Row at which each query starts. */
    public int[] starts() {
        int[] starts = new int[groups.length];
        for (int query = 1; query < groups.length; query++) {
            starts[query] = starts[query - 1] + groups[query - 1];
        }
        return starts;
    }

    /**
     * The same judgements as rows of a model with so many features.
     *
     * @param wanted features of the model: columns that the file never names are filled up; a file that counts from 1 is
     *     moved by one where its columns would not fit otherwise
     * @throws LetorException if the file has more features than the model
     */
    public Judgements fit(int wanted) {
        if (wanted == columns) {
            return this;
        }
        if (wanted > columns) {
            return moved(0, wanted);
        }
        if (wanted == columns - 1 && firstIndex == 1) {
            return moved(1, wanted);
        }
        throw new LetorException("The judgements have features up to index " + (columns - 1)
                + ", but the model knows only " + wanted + ". Maybe the model was trained on other features.");
    }

    private Judgements moved(int shift, int wanted) {
        float[] fitted = new float[rows() * wanted];
        Arrays.fill(fitted, absent);
        int copied = Math.min(wanted, columns - shift);
        for (int row = 0; row < rows(); row++) {
            System.arraycopy(features, row * columns + shift, fitted, row * wanted, copied);
        }
        return new Judgements(fitted, wanted, labels, groups, firstIndex - shift, absent);
    }

    /** Some of the queries, in the order given. */
    public Judgements queries(int[] chosen) {
        int[] starts = starts();
        int rows = IntStream.of(chosen).map(query -> groups[query]).sum();
        float[] someFeatures = new float[rows * columns];
        float[] someLabels = new float[rows];
        int row = 0;
        for (int query : chosen) {
            System.arraycopy(features, starts[query] * columns, someFeatures, row * columns, groups[query] * columns);
            System.arraycopy(labels, starts[query], someLabels, row, groups[query]);
            row += groups[query];
        }
        return new Judgements(
                someFeatures,
                columns,
                someLabels,
                IntStream.of(chosen).map(query -> groups[query]).toArray(),
                firstIndex,
                absent);
    }

    /** As the libraries want them. */
    public TrainingRows training() {
        return new TrainingRows(features, columns, labels, groups, null, null, new int[0]);
    }
}
