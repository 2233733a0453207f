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
        if (matrix.rows() <= Math.min(rank + OVERSAMPLING, matrix.columns())) {
            return ofFew(matrix, transposed, rank);
        }
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
        int kept = kept(squares, rank);
        double[] values = Arrays.stream(squares).limit(kept).map(Math::sqrt).toArray();
        float[][] turn = new float[range.length == 0 ? 0 : range[0].length][kept];
        for (int from = 0; from < turn.length; from++) {
            for (int to = 0; to < kept; to++) {
                turn[from][to] = (float) (eigen.vectors()[to][from] / values[to]);
            }
        }
        return new TruncatedSvd(values, Dense.times(small, turn, kept));
    }

    /** Of a matrix with so few rows that nothing need be left out: A = USVᵀ from the eigenvectors U of AAᵀ. */
    private static TruncatedSvd ofFew(SparseMatrix matrix, SparseMatrix transposed, int rank) {
        SymmetricEigen eigen = SymmetricEigen.of(matrix.gramOfRows());
        double[] squares = eigen.values();
        int kept = kept(squares, rank);
        double[] values = Arrays.stream(squares).limit(kept).map(Math::sqrt).toArray();
        float[][] left = new float[matrix.rows()][kept];
        for (int row = 0; row < left.length; row++) {
            for (int i = 0; i < kept; i++) {
                left[row][i] = (float) (eigen.vectors()[i][row] / values[i]);
            }
        }
        return new TruncatedSvd(values, transposed.times(left));
    }

    private static int kept(double[] squares, int rank) {
        return (int) Arrays.stream(squares)
                .limit(rank)
                .filter(square -> square > NOISE * NOISE * squares[0])
                .count();
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
