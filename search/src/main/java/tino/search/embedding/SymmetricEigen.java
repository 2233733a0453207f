package tino.search.embedding;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to three diagonals, then QL steps with implicit
 * shifts (Golub and Van Loan, Matrix Computations, 8.3; EISPACK's {@code tred2} and {@code tql2}, Bowdler, Martin, Reinsch and
 * Wilkinson 1968). One thread and a fixed order: the same bits always.
 *
 * @param values descending, those below 0 by rounding being 0
 * @param vectors {@code vectors[i]} has length 1 and belongs to {@code values[i]}
 */
record SymmetricEigen(double[] values, double[][] vectors) {
    private static final int MOST_STEPS = 60;

    /** @param matrix is overwritten */
    static SymmetricEigen of(double[][] matrix) {
        int size = matrix.length;
        double[] diagonal = new double[size];
        double[] beside = new double[size];
        double[][] reflectors = reduced(matrix, diagonal, beside);
        // Rows are vectors, so that a rotation turns two rows, which lie together in memory.
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        diagonalise(diagonal, beside, vectors);
        for (double[] vector : vectors) {
            for (int i = reflectors.length - 1; i >= 0; i--) {
                reflect(reflectors[i], vector);
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -diagonal[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[size];
        double[][] sorted = new double[size][];
        for (int i = 0; i < size; i++) {
            values[i] = Math.max(0, diagonal[order[i]]);
            sorted[i] = vectors[order[i]];
        }
        return new SymmetricEigen(values, sorted);
    }

    /**
     * Three diagonals of the same eigenvalues.
     *
     * @param diagonal is filled @param beside likewise, {@code beside[i]} standing at {@code (i, i + 1)}
     * @return reflections {@code I − wwᵀ} that were made, in order; {@code w} is 0 up to its own place; empty for none
     */
    private static double[][] reduced(double[][] matrix, double[] diagonal, double[] beside) {
        int size = matrix.length;
        double[][] reflectors = new double[Math.max(0, size - 2)][];
        for (int k = 0; k < reflectors.length; k++) {
            double[] reflector = reflector(matrix[k], k + 1);
            reflectors[k] = reflector;
            if (reflector.length > 0) {
                reflectBothSides(matrix, reflector, k);
            }
        }
        for (int i = 0; i < size; i++) {
            diagonal[i] = matrix[i][i];
            beside[i] = i + 1 < size ? matrix[i][i + 1] : 0;
        }
        return reflectors;
    }

    /** That which leaves of a row, from that place on, only the first; of length 0 where it is so already. */
    private static double[] reflector(double[] row, int from) {
        double largest = 0;
        for (int i = from; i < row.length; i++) {
            largest = Math.max(largest, Math.abs(row[i]));
        }
        double rest = 0;
        double[] reflector = new double[row.length];
        for (int i = from; i < row.length && largest > 0; i++) {
            reflector[i] = row[i] / largest;
            rest += i > from ? reflector[i] * reflector[i] : 0;
        }
        if (rest == 0) {
            return new double[0];
        }
        double first = reflector[from];
        double length = Math.sqrt(first * first + rest);
        reflector[from] = first + Math.copySign(length, first);
        double factor = Math.sqrt(2 / (reflector[from] * reflector[from] + rest));
        for (int i = from; i < row.length; i++) {
            reflector[i] *= factor;
        }
        return reflector;
    }

    /** {@code (I − wwᵀ) A (I − wwᵀ) = A − w(v − cw)ᵀ − (v − cw)wᵀ} with {@code v = Aw} and {@code c = wᵀv / 2}. */
    private static void reflectBothSides(double[][] matrix, double[] w, int from) {
        int size = matrix.length;
        double[] v = new double[size];
        double product = 0;
        for (int i = from; i < size; i++) {
            double sum = 0;
            for (int j = from; j < size; j++) {
                sum += matrix[i][j] * w[j];
            }
            v[i] = sum;
            product += sum * w[i];
        }
        for (int i = from; i < size; i++) {
            v[i] -= product / 2 * w[i];
        }
        for (int i = from; i < size; i++) {
            double[] row = matrix[i];
            double wi = w[i];
            double vi = v[i];
            for (int j = from; j < size; j++) {
                row[j] -= wi * v[j] + vi * w[j];
            }
        }
    }

    private static void reflect(double[] w, double[] vector) {
        double product = 0;
        for (int i = 0; i < w.length; i++) {
            product += w[i] * vector[i];
        }
        for (int i = 0; i < w.length; i++) {
            vector[i] -= product * w[i];
        }
    }

    /** QL steps until nothing stands beside the diagonal. @param vectors rows are turned along */
    private static void diagonalise(double[] diagonal, double[] beside, double[][] vectors) {
        int size = diagonal.length;
        for (int low = 0; low < size; low++) {
            for (int step = 0; step < MOST_STEPS; step++) {
                int high = low;
                while (high + 1 < size
                        && Math.abs(beside[high])
                                > Math.ulp(1.0) * (Math.abs(diagonal[high]) + Math.abs(diagonal[high + 1]))) {
                    high++;
                }
                if (high == low) {
                    break;
                }
                chase(diagonal, beside, vectors, low, high);
            }
        }
    }

    private static void chase(double[] diagonal, double[] beside, double[][] vectors, int low, int high) {
        double half = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low]);
        double shifted =
                diagonal[high] - diagonal[low] + beside[low] / (half + Math.copySign(Math.hypot(half, 1), half));
        double sine = 1;
        double cosine = 1;
        double moved = 0;
        for (int i = high - 1; i >= low; i--) {
            double f = sine * beside[i];
            double b = cosine * beside[i];
            double r = Math.hypot(f, shifted);
            beside[i + 1] = r;
            if (r == 0) {
                diagonal[i + 1] -= moved;
                beside[high] = 0;
                return;
            }
            sine = f / r;
            cosine = shifted / r;
            double g = diagonal[i + 1] - moved;
            double turned = (diagonal[i] - g) * sine + 2 * cosine * b;
            moved = sine * turned;
            diagonal[i + 1] = g + moved;
            shifted = cosine * turned - b;
            turn(vectors[i], vectors[i + 1], cosine, sine);
        }
        diagonal[low] -= moved;
        beside[low] = shifted;
        beside[high] = 0;
    }

    private static void turn(double[] a, double[] b, double cosine, double sine) {
        for (int i = 0; i < a.length; i++) {
            double left = a[i];
            double right = b[i];
            a[i] = cosine * left - sine * right;
            b[i] = sine * left + cosine * right;
        }
    }
}
