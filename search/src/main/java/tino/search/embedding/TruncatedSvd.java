package tino.search.embedding;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

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
        SymmetricEigen eigen = SymmetricEigen.of(gram(small));
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
        return new TruncatedSvd(values, times(small, turn, kept));
    }

    private static float[][] times(float[][] left, float[][] right, int width) {
        float[][] product = new float[left.length][width];
        IntStream.range(0, left.length).parallel().forEach(row -> {
            for (int i = 0; i < right.length; i++) {
                SparseMatrix.add(left[row][i], right[i], product[row]);
            }
        });
        return product;
    }

    /** {@code mᵀm}, with the sums in double precision. */
    private static double[][] gram(float[][] matrix) {
        float[][] columns = transposed(matrix);
        int width = columns.length;
        double[][] gram = new double[width][width];
        IntStream.range(0, width).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(columns[i], columns[j]);
            }
        });
        for (int i = 0; i < width; i++) {
            for (int j = i + 1; j < width; j++) {
                gram[i][j] = gram[j][i];
            }
        }
        return gram;
    }

    /** In blocks, so that single precision adds up few terms and double precision the blocks. */
    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int from = 0; from < a.length; from += 1024) {
            int to = Math.min(a.length, from + 1024);
            sum += VectorUtil.dotProduct(Arrays.copyOfRange(a, from, to), Arrays.copyOfRange(b, from, to));
        }
        return sum;
    }

    /**
     * An orthonormal basis of the columns' span: Gram-Schmidt, each column twice ("twice is enough", Giraud et al. 2005).
     * Columns that depend on those before become zero.
     */
    private static float[][] orthonormal(float[][] matrix) {
        float[][] columns = transposed(matrix);
        for (int i = 0; i < columns.length; i++) {
            float[] column = columns[i];
            double before = norm(column);
            int at = i;
            for (int pass = 0; pass < 2; pass++) {
                float[] overlaps = new float[i];
                IntStream.range(0, i)
                        .parallel()
                        .forEach(j -> overlaps[j] = VectorUtil.dotProduct(columns[j], columns[at]));
                for (int j = 0; j < i; j++) {
                    SparseMatrix.add(-overlaps[j], columns[j], column);
                }
            }
            double after = norm(column);
            float factor = after > NOISE * before ? (float) (1 / after) : 0;
            for (int j = 0; j < column.length; j++) {
                column[j] *= factor;
            }
        }
        return transposed(columns);
    }

    private static double norm(float[] vector) {
        return Math.sqrt(VectorUtil.dotProduct(vector, vector));
    }

    private static float[][] transposed(float[][] matrix) {
        int width = matrix.length == 0 ? 0 : matrix[0].length;
        float[][] turned = new float[width][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < width; j++) {
                turned[j][i] = matrix[i][j];
            }
        }
        return turned;
    }
}
