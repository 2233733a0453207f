package tino.ranking.bias;

import java.util.Arrays;

/**
 * A logistic model that is a sum of one piecewise linear curve a feature, for targets in [0, 1]. Each feature is its
 * value, two hinges at the terciles of its values, and whether it is missing.
 *
 * <p>One {@link #step} is a Newton step with the fixed bound ¼XᵀX on the curvature: Böhning and Lindsay, "Monotonicity of
 * quadratic-approximation algorithms", AISM 40(4), 1988. It never lowers the likelihood, and since the bound is factored
 * once, a step costs one pass over the rows.
 */
final class AdditiveLogit {
    private static final int TERMS = 4;
    /** Keeps terms that are constant or copies of others at 0; small against thousands of rows. */
    private static final double RIDGE = 1;

    private final int rows;
    private final int terms;
    private final float[] counts;
    private final float[] design;
    private final double[] factor;
    private final double[] weights;

    /**
     * @param features row-major {@code rows × columns}, NaN is missing
     * @param counts for how many rows each row stands
     */
    AdditiveLogit(float[] features, int columns, float[] counts) {
        this.rows = features.length / columns;
        this.counts = counts;
        this.terms = 1 + columns * TERMS;
        this.design = design(features, columns);
        this.factor = cholesky(curvature());
        this.weights = new double[terms];
    }

    private float[] design(float[] features, int columns) {
        float[] matrix = new float[rows * terms];
        for (int row = 0; row < rows; row++) {
            matrix[row * terms] = 1;
        }
        for (int column = 0; column < columns; column++) {
            float[] sorted = new float[rows];
            int known = 0;
            for (int row = 0; row < rows; row++) {
                float value = features[row * columns + column];
                if (!Float.isNaN(value)) {
                    sorted[known++] = value;
                }
            }
            Arrays.sort(sorted, 0, known);
            if (known == 0 || sorted[0] == sorted[known - 1]) {
                continue;
            }
            // The range between the outer percentiles is 1 wide, so that one ridge suits all features.
            float low = sorted[known / 100];
            float width = sorted[known - 1 - known / 100] - low;
            float scale = width > 0 ? 1 / width : 1 / (sorted[known - 1] - sorted[0]);
            float first = sorted[known / 3];
            float second = sorted[2 * known / 3];
            for (int row = 0; row < rows; row++) {
                int at = row * terms + 1 + column * TERMS;
                float value = features[row * columns + column];
                if (Float.isNaN(value)) {
                    matrix[at + 3] = 1;
                } else {
                    matrix[at] = Math.clamp((value - low) * scale, -1, 2);
                    matrix[at + 1] = Math.clamp((value - first) * scale, 0, 2);
                    matrix[at + 2] = Math.clamp((value - second) * scale, 0, 2);
                }
            }
        }
        return matrix;
    }

    private double[] curvature() {
        double[] bound = new double[terms * terms];
        for (int row = 0; row < rows; row++) {
            int at = row * terms;
            for (int i = 0; i < terms; i++) {
                float value = design[at + i];
                if (value != 0) {
                    for (int j = 0; j <= i; j++) {
                        bound[i * terms + j] += 0.25 * counts[row] * value * design[at + j];
                    }
                }
            }
        }
        for (int i = 0; i < terms; i++) {
            bound[i * terms + i] += RIDGE;
        }
        return bound;
    }

    /** Lower triangle L of the factorisation LLᵀ, in place. */
    private double[] cholesky(double[] matrix) {
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * terms + j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i * terms + k] * matrix[j * terms + k];
                }
                matrix[i * terms + j] = i == j ? Math.sqrt(sum) : sum / matrix[j * terms + j];
            }
        }
        return matrix;
    }

    /** The model's probability of every row. */
    void predict(double[] probabilities) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            int at = row * terms;
            for (int i = 0; i < terms; i++) {
                sum += weights[i] * design[at + i];
            }
            probabilities[row] = 1 / (1 + Math.exp(-sum));
        }
    }

    /** Moves the model towards the targets, given its present probabilities of all rows. */
    void step(double[] targets, double[] probabilities) {
        double[] gradient = new double[terms];
        for (int row = 0; row < rows; row++) {
            double error = counts[row] * (targets[row] - probabilities[row]);
            int at = row * terms;
            for (int i = 0; i < terms; i++) {
                gradient[i] += error * design[at + i];
            }
        }
        for (int i = 1; i < terms; i++) {
            gradient[i] -= RIDGE * weights[i];
        }
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j < i; j++) {
                gradient[i] -= factor[i * terms + j] * gradient[j];
            }
            gradient[i] /= factor[i * terms + i];
        }
        for (int i = terms - 1; i >= 0; i--) {
            for (int j = i + 1; j < terms; j++) {
                gradient[i] -= factor[j * terms + i] * gradient[j];
            }
            gradient[i] /= factor[i * terms + i];
        }
        for (int i = 0; i < terms; i++) {
            weights[i] += gradient[i];
        }
    }
}
