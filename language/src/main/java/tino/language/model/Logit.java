package tino.language.model;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression over a few figures: its probabilities are calibrated where it fits, and it says little about what it never saw,
 * which trees do not.
 *
 * @param names of the figures
 * @param means of the figures learned from
 * @param scales their standard deviations
 * @param weights one a standardised figure, the intercept last
 */
public record Logit(List<String> names, double[] means, double[] scales, double[] weights) {
    private static final int STEPS = 50;

    public Logit {
        names = List.copyOf(names);
        if (means.length != names.size() || scales.length != names.size() || weights.length != names.size() + 1) {
            throw new IllegalArgumentException(
                    "Expected means and scales for the " + names.size() + " figures and one weight more, got "
                            + means.length + ", " + scales.length + " and " + weights.length);
        }
    }

    /** @param row one value a name; those that are not finite count as the mean */
    public double probability(double[] row) {
        double sum = weights[names.size()];
        for (int i = 0; i < names.size(); i++) {
            sum += weights[i] * standard(row[i], i);
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private double standard(double value, int at) {
        double z = (value - means[at]) / scales[at];
        // Values far outside of what was learned from must not decide alone.
        return Double.isFinite(z) ? Math.clamp(z, -4, 4) : 0;
    }

    /**
     * The weights of the highest penalised likelihood, by Newton's steps (Hastie, Tibshirani, Friedman, 2nd ed., 4.4.1).
     *
     * @param labels whether each row is a case
     * @param ridge penalty of the squared weights, above 0
     */
    public static Logit fit(List<String> names, double[][] rows, boolean[] labels, double ridge) {
        int columns = names.size();
        double[] means = new double[columns];
        double[] scales = new double[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            double[] values = Arrays.stream(rows)
                    .mapToDouble(row -> row[at])
                    .filter(Double::isFinite)
                    .toArray();
            double mean = Arrays.stream(values).average().orElse(0);
            means[column] = mean;
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            scales[column] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        Logit model = new Logit(names, means, scales, new double[columns + 1]);
        for (int step = 0; step < STEPS; step++) {
            model.step(rows, labels, ridge);
        }
        return model;
    }

    private void step(double[][] rows, boolean[] labels, double ridge) {
        int size = weights.length;
        double[][] hessian = new double[size][size + 1];
        for (int row = 0; row < rows.length; row++) {
            double[] x = new double[size];
            double sum = weights[size - 1];
            for (int i = 0; i < size - 1; i++) {
                x[i] = standard(rows[row][i], i);
                sum += weights[i] * x[i];
            }
            x[size - 1] = 1;
            double p = 1 / (1 + Math.exp(-sum));
            double rest = (labels[row] ? 1 : 0) - p;
            for (int i = 0; i < size; i++) {
                hessian[i][size] += rest * x[i];
                for (int j = 0; j < size; j++) {
                    hessian[i][j] += p * (1 - p) * x[i] * x[j];
                }
            }
        }
        for (int i = 0; i < size - 1; i++) {
            hessian[i][i] += ridge;
            hessian[i][size] -= ridge * weights[i];
        }
        hessian[size - 1][size - 1] += 1e-9;
        double[] change = solve(hessian);
        for (int i = 0; i < size; i++) {
            weights[i] += change[i];
        }
    }

    /** Gauss's elimination with pivots. */
    private static double[] solve(double[][] matrix) {
        int size = matrix.length;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
                    pivot = row;
                }
            }
            double[] swapped = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swapped;
            for (int row = 0; row < size; row++) {
                if (row != column && matrix[row][column] != 0) {
                    double factor = matrix[row][column] / matrix[column][column];
                    for (int i = column; i <= size; i++) {
                        matrix[row][i] -= factor * matrix[column][i];
                    }
                }
            }
        }
        double[] solution = new double[size];
        for (int i = 0; i < size; i++) {
            solution[i] = matrix[i][size] / matrix[i][i];
        }
        return solution;
    }
}
