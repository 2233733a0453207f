package tino.search.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TruncatedSvdTest {

    /** A = diag(5, 4, 3) turned: its singular values and right vectors are known by construction. */
    @Test
    void findsTheSingularVectorsOfAMatrixMadeFromThem() {
        double[] values = {5, 4, 3, 2, 1};
        int rows = 40;
        int columns = 30;
        double[][] left = SymmetricEigen.of(symmetric(rows, 1)).vectors();
        double[][] right = SymmetricEigen.of(symmetric(columns, 2)).vectors();
        float[][] dense = new float[rows][columns];
        for (int k = 0; k < values.length; k++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    dense[i][j] += (float) (values[k] * left[k][i] * right[k][j]);
                }
            }
        }
        TruncatedSvd svd = TruncatedSvd.of(sparse(dense), 3, new SplittableRandom(9));
        assertThat(svd.values()).containsExactly(new double[] {5, 4, 3}, within(1e-4));
        for (int k = 0; k < 3; k++) {
            double cosine = 0;
            for (int j = 0; j < columns; j++) {
                cosine += svd.vectors()[j][k] * right[k][j];
            }
            assertThat(Math.abs(cosine)).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void givesNoMoreDirectionsThanTheMatrixHas() {
        float[][] twoEqualRows = {{1, 2, 0}, {1, 2, 0}, {0, 0, 3}};
        TruncatedSvd svd = TruncatedSvd.of(sparse(twoEqualRows), 3, new SplittableRandom(9));
        // Singular values of this matrix: sqrt(10) (rows 1 and 2 together) and 3.
        assertThat(svd.values()).containsExactly(new double[] {Math.sqrt(10), 3}, within(1e-5));
    }

    /** [[2, 1], [1, 2]] has eigenvalues 3 and 1 with vectors (1, 1)/√2 and (1, −1)/√2. */
    @Test
    void findsTheEigenvectorsOfASmallSymmetricMatrix() {
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-12));
        assertThat(Math.abs(eigen.vectors()[0][0])).isCloseTo(Math.sqrt(.5), within(1e-12));
        assertThat(eigen.vectors()[0][0]).isCloseTo(eigen.vectors()[0][1], within(1e-12));
        assertThat(eigen.vectors()[1][0]).isCloseTo(-eigen.vectors()[1][1], within(1e-12));
    }

    /** The defining property, A v = λ v, and that the vectors are orthonormal; some eigenvalues meet, some are 0. */
    @Test
    void findsAllEigenvectorsOfALargeSymmetricMatrix() {
        int size = 120;
        double[][] matrix = symmetric(size, 3);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                // Positive, of half the rank: ten blocks without a word to the others.
                matrix[i][j] = i / 12 == j / 12 ? (i % 12 < 6 ? 1 : 0) * (j % 12 < 6 ? 1 : 0) * (i == j ? 5 : .5) : 0;
            }
        }
        double[][] dense = symmetric(size, 4);
        for (double[][] of : new double[][][] {matrix, squared(dense)}) {
            double[][] copy = Arrays.stream(of).map(double[]::clone).toArray(double[][]::new);
            SymmetricEigen eigen = SymmetricEigen.of(copy);
            double scale = eigen.values()[0];
            for (int k = 0; k < size; k++) {
                for (int i = 0; i < size; i++) {
                    double product = 0;
                    double overlap = 0;
                    for (int j = 0; j < size; j++) {
                        product += of[i][j] * eigen.vectors()[k][j];
                        overlap += eigen.vectors()[i][j] * eigen.vectors()[k][j];
                    }
                    assertThat(product).isCloseTo(eigen.values()[k] * eigen.vectors()[k][i], within(1e-12 * scale));
                    assertThat(overlap).isCloseTo(i == k ? 1 : 0, within(1e-12));
                }
            }
        }
    }

    /** Few rows are done without drawing; the directions are those that drawing finds. */
    @Test
    void findsTheSameDirectionsOfFewRows() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] few = new float[20][60];
        for (float[] row : few) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(4) == 0 ? (float) random.nextGaussian() : 0;
            }
        }
        // Rows of nothing make it a matrix of many, with the same singular values and right vectors.
        float[][] many = Arrays.copyOf(few, 100);
        for (int i = few.length; i < many.length; i++) {
            many[i] = new float[60];
        }
        TruncatedSvd exact = TruncatedSvd.of(sparse(few), 10, new SplittableRandom(9));
        TruncatedSvd drawn = TruncatedSvd.of(sparse(many), 10, new SplittableRandom(9));
        assertThat(exact.values()).containsExactly(drawn.values(), within(1e-4));
        for (int k = 0; k < 10; k++) {
            double cosine = 0;
            for (int j = 0; j < 60; j++) {
                cosine += exact.vectors()[j][k] * drawn.vectors()[j][k];
            }
            assertThat(Math.abs(cosine)).isCloseTo(1, within(1e-3));
        }
    }

    private static double[][] squared(double[][] matrix) {
        int size = matrix.length;
        double[][] square = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    square[i][j] += matrix[i][k] * matrix[j][k];
                }
            }
        }
        return square;
    }

    private static double[][] symmetric(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    private static SparseMatrix sparse(float[][] dense) {
        int columns = dense[0].length;
        int[] starts = new int[dense.length + 1];
        int[] indices = new int[dense.length * columns];
        float[] values = new float[indices.length];
        int at = 0;
        for (int i = 0; i < dense.length; i++) {
            for (int j = 0; j < columns; j++) {
                if (dense[i][j] != 0) {
                    indices[at] = j;
                    values[at++] = dense[i][j];
                }
            }
            starts[i + 1] = at;
        }
        return new SparseMatrix(columns, starts, Arrays.copyOf(indices, at), Arrays.copyOf(values, at));
    }
}
