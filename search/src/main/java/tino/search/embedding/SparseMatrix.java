package tino.search.embedding;

import java.util.stream.IntStream;

/** A sparse matrix by rows (compressed sparse rows). */
final class SparseMatrix {
    private final int columns;
    private final int[] starts;
    private final int[] indices;
    private final float[] values;

    /** @param starts where each row begins in the other two, and their length at the end */
    SparseMatrix(int columns, int[] starts, int[] indices, float[] values) {
        this.columns = columns;
        this.starts = starts;
        this.indices = indices;
        this.values = values;
    }

    int rows() {
        return starts.length - 1;
    }

    int columns() {
        return columns;
    }

    SparseMatrix transposed() {
        int[] begins = new int[columns + 1];
        for (int column : indices) {
            begins[column + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            begins[column + 1] += begins[column];
        }
        int[] next = begins.clone();
        int[] rowsOf = new int[indices.length];
        float[] turned = new float[values.length];
        for (int row = 0; row < rows(); row++) {
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                int to = next[indices[i]]++;
                rowsOf[to] = row;
                turned[to] = values[i];
            }
        }
        return new SparseMatrix(rows(), begins, rowsOf, turned);
    }

    /** This times a dense matrix given by its rows. Rows are computed in parallel, each in a fixed order: the same bits always. */
    float[][] times(float[][] dense) {
        int width = dense.length == 0 ? 0 : dense[0].length;
        float[][] product = new float[rows()][width];
        IntStream.range(0, rows()).parallel().forEach(row -> {
            float[] sum = product[row];
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                Dense.add(values[i], dense[indices[i]], sum);
            }
        });
        return product;
    }

    /** This times its transposed. */
    double[][] gramOfRows() {
        double[][] gram = new double[rows()][rows()];
        IntStream.range(0, rows()).parallel().forEach(row -> {
            double[] dense = new double[columns];
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                dense[indices[i]] = values[i];
            }
            for (int other = 0; other <= row; other++) {
                double sum = 0;
                for (int i = starts[other]; i < starts[other + 1]; i++) {
                    sum += dense[indices[i]] * values[i];
                }
                gram[row][other] = sum;
            }
        });
        for (int row = 0; row < gram.length; row++) {
            for (int other = row + 1; other < gram.length; other++) {
                gram[row][other] = gram[other][row];
            }
        }
        return gram;
    }
}
