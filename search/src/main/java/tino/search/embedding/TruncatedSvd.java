package tino.search.embedding;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The leading right singular vectors of a sparse matrix by a randomised range finder with power iterations (Halko, Martinsson
 * and Tropp 2011, algorithms 4.4 and 5.1).
 *
 * @param values singular values, descending
 * @param vectors one row a column of the matrix: {@code vectors[column][i]} belongs to {@code values[i]}
 */
record TruncatedSvd(double[] values, float[][] vectors) {
    private static final int OVERSAMPLING = 24;
    private static final int POWER_ITERATIONS = 2;

    /** Directions weaker than this share of the strongest are rounding errors of single precision. */
    private static final double NOISE = 1e-5;

    /** @param rank wanted; fewer come where the matrix has not as many */
    static TruncatedSvd of(SparseMatrix matrix, int rank, RandomGenerator random) {
        SparseMatrix transposed = matrix.transposed();
        int width = Math.min(rank + OVERSAMPLING, Math.min(matrix.rows(), matrix.columns()));
        float[][] start = new float[matrix.columns()][width];
        for (float[] row : start) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        float[][] range = orthonormal(matrix.times(start));
        for (int i = 0; i < POWER_ITERATIONS; i++) {
            range = orthonormal(matrix.times(transposed.times(range)));
        }
        float[][] small = transposed.times(range);
        SymmetricEigen eigen = SymmetricEigen.of(Dense.gram(small));
        double[] squares = eigen.values();
        int kept = (int) Arrays.stream(squares)
                .limit(rank)
                .filter(square -> square > NOISE * NOISE * squares[0])
                .count();
        double[] values = Arrays.stream(squares).limit(kept).map(Math::sqrt).toArray();
        float[][] turn = new float[range.length == 0 ? 0 : range[0].length][kept];
        for (int from = 0; from < turn.length; from++) {
            for (int to = 0; to < kept; to++) {
                turn[from][to] = (float) (eigen.vectors()[to][from] / values[to]);
            }
        }
        return new TruncatedSvd(values, Dense.times(small, turn, kept));
    }

    /**
     * An orthonormal basis of the columns' span: Gram-Schmidt, each column twice ("twice is enough", Giraud et al. 2005).
     * Columns that depend on those before become zero.
     */
    private static float[][] orthonormal(float[][] matrix) {
        float[][] columns = Dense.transposed(matrix);
        for (int i = 0; i < columns.length; i++) {
            float[] column = columns[i];
            double before = Dense.norm(column);
            int at = i;
            for (int pass = 0; pass < 2; pass++) {
                float[] overlaps = new float[i];
                IntStream.range(0, i).parallel().forEach(j -> overlaps[j] = (float) Dense.dot(columns[j], columns[at]));
                for (int j = 0; j < i; j++) {
                    Dense.add(-overlaps[j], columns[j], column);
                }
            }
            double after = Dense.norm(column);
            float factor = after > NOISE * before ? (float) (1 / after) : 0;
            for (int j = 0; j < column.length; j++) {
                column[j] *= factor;
            }
        }
        return Dense.transposed(columns);
    }
}
