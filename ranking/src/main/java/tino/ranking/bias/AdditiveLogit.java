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
public final class AdditiveLogit {
    private static final int TERMS = 4;
    /** Keeps terms that are constant or copies of others at 0; small against thousands of rows. */
    private static final double RIDGE = 1;

    private final int rows;
    private final int terms;
    private final Curve[] curves;
    private final float[] counts;
    private final float[] design;
    private final double[] factor;
    private final double[] weights;

    /**
     * @param features row-major {@code rows × columns}, NaN is missing
     * @param counts for how many rows each row stands
     */
    AdditiveLogit(float[] features, int columns, float[] counts) {
        this.rows = counts.length;
        this.counts = counts;
        this.terms = 1 + columns * TERMS;
        this.curves = new Curve[columns];
        Arrays.setAll(curves, column -> Curve.of(features, columns, column));
        this.design = new float[rows * terms];
        for (int row = 0; row < rows; row++) {
            encode(features, row, design, row * terms);
        }
        this.factor = cholesky(curvature());
        this.weights = new double[terms];
    }

    /**
     * Where a feature's curve may bend.
     *
     * @param scale 0 for a feature that has one value only, of which nothing can be learned
     */
    private record Curve(float low, float scale, float first, float second) {
        static Curve of(float[] features, int columns, int column) {
            float[] sorted = new float[features.length / columns];
            int known = 0;
            for (int at = column; at < features.length; at += columns) {
                if (!Float.isNaN(features[at])) {
                    sorted[known++] = features[at];
                }
            }
            Arrays.sort(sorted, 0, known);
            if (known == 0 || sorted[0] == sorted[known - 1]) {
                return new Curve(0, 0, 0, 0);
            }
            // The range between the outer percentiles is 1 wide, so that one ridge suits all features.
            float low = sorted[known / 100];
            float width = sorted[known - 1 - known / 100] - low;
            float scale = width > 0 ? 1 / width : 1 / (sorted[known - 1] - sorted[0]);
            return new Curve(low, scale, sorted[known / 3], sorted[2 * known / 3]);
        }
    }

    /** Writes the terms of one row of features into zeros. */
    private void encode(float[] features, int row, float[] encoded, int start) {
        encoded[start] = 1;
        for (int column = 0; column < curves.length; column++) {
            Curve curve = curves[column];
            int at = start + 1 + column * TERMS;
            float value = features[row * curves.length + column];
            if (curve.scale == 0) {
                continue;
            }
            if (Float.isNaN(value)) {
                encoded[at + 3] = 1;
            } else {
                encoded[at] = Math.clamp((value - curve.low) * curve.scale, -1, 2);
                encoded[at + 1] = Math.clamp((value - curve.first) * curve.scale, 0, 2);
                encoded[at + 2] = Math.clamp((value - curve.second) * curve.scale, 0, 2);
            }
        }
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

    /** The model's probability of every row that it learns from. */
    void predict(double[] probabilities) {
        for (int row = 0; row < rows; row++) {
            probabilities[row] = probability(design, row * terms);
        }
    }

    /**
     * The model's probability of other rows.
     *
     * @param features row-major, as many columns as were learned from, NaN is missing
     */
    public double[] predict(float[] features) {
        double[] probabilities = new double[features.length / curves.length];
        for (int row = 0; row < probabilities.length; row++) {
            float[] encoded = new float[terms];
            encode(features, row, encoded, 0);
            probabilities[row] = probability(encoded, 0);
        }
        return probabilities;
    }

    private double probability(float[] encoded, int at) {
        double sum = 0;
        for (int i = 0; i < terms; i++) {
            sum += weights[i] * encoded[at + i];
        }
        return 1 / (1 + Math.exp(-sum));
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
