package tino.search.embedding;

import java.util.stream.IntStream;

/**
 * Arithmetic on dense matrices given by their rows. Every sum has a fixed order, so that results are the same to the bit; Lucene's
 * and the Vector API's sums are not, they change when the JIT compiler takes over.
 */
final class Dense {
    private Dense() {}

    /** {@code to += factor * from} */
    static void add(float factor, float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    /** In four sums side by side, which a processor adds at once. */
    static double dot(float[] a, float[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 4 <= a.length; i += 4) {
            first += (double) a[i] * b[i];
            second += (double) a[i + 1] * b[i + 1];
            third += (double) a[i + 2] * b[i + 2];
            fourth += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += (double) a[i] * b[i];
        }
        return first + second + (third + fourth);
    }

    static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** @param width columns of the right matrix, also if it has no rows */
    static float[][] times(float[][] left, float[][] right, int width) {
        float[][] product = new float[left.length][width];
        IntStream.range(0, left.length).parallel().forEach(row -> {
            for (int i = 0; i < right.length; i++) {
                add(left[row][i], right[i], product[row]);
            }
        });
        return product;
    }

    /** {@code mᵀm} */
    static double[][] gram(float[][] matrix) {
        float[][] columns = transposed(matrix);
        double[][] gram = new double[columns.length][columns.length];
        IntStream.range(0, columns.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(columns[i], columns[j]);
            }
        });
        for (int i = 0; i < columns.length; i++) {
            for (int j = i + 1; j < columns.length; j++) {
                gram[i][j] = gram[j][i];
            }
        }
        return gram;
    }

    static float[][] transposed(float[][] matrix) {
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
