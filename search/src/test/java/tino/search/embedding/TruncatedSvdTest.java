package tino.search.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        return new SparseMatrix(
                columns, starts, java.util.Arrays.copyOf(indices, at), java.util.Arrays.copyOf(values, at));
    }
}
