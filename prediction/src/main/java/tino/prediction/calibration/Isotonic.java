package tino.prediction.calibration;

import java.util.Arrays;

/**
 * Any rising curve over the scores: Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability
 * estimates", KDD 2002. Bends where a logistic curve cannot, and wants some thousand cases for it.
 *
 * @param scores rising, one at least; between them it is linear, beyond them as at the ends
 * @param probabilities never falling, one for each, within (0, 1)
 */
public record Isotonic(double[] scores, double[] probabilities) implements Calibration {
    static final String NAME = "isotonic";

    /** @throws IllegalArgumentException if it is no rising curve of probabilities, saying where */
    public Isotonic {
        scores = scores.clone();
        probabilities = probabilities.clone();
        if (scores.length == 0 || scores.length != probabilities.length) {
            throw new IllegalArgumentException(
                    "Expected scores and as many probabilities, got " + scores.length + " and " + probabilities.length);
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])
                    || !(probabilities[i] > 0 && probabilities[i] < 1)
                    || i > 0 && !(scores[i] > scores[i - 1] && probabilities[i] >= probabilities[i - 1])) {
                throw new IllegalArgumentException(
                        "Expected rising scores with probabilities within (0, 1) that never fall, got at place " + i
                                + " the score " + scores[i] + " with " + probabilities[i]);
            }
        }
    }

    /**
     * Fits a curve. No number of cases makes anything certain: of n, at most all but one in n + 2 is believed (Laplace's rule of
     * succession).
     *
     * @param scores finite
     */
    public static Isotonic fit(double[] scores, boolean[] labels) {
        double[] outcomes = new double[labels.length];
        double[] weights = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            outcomes[i] = labels[i] ? 1 : 0;
            weights[i] = 1;
        }
        IsotonicRegression curve = IsotonicRegression.fit(scores, outcomes, weights);
        double least = 1 / (labels.length + 2.0);
        double[] probabilities = Arrays.stream(curve.values())
                .map(value -> Math.clamp(value, least, 1 - least))
                .toArray();
        return new Isotonic(curve.at(), probabilities);
    }

    @Override
    public double probability(double score) {
        return IsotonicRegression.interpolate(scores, probabilities, score);
    }

    @Override
    public String method() {
        return NAME;
    }

    /** A copy. */
    @Override
    public double[] scores() {
        return scores.clone();
    }

    /** A copy. */
    @Override
    public double[] probabilities() {
        return probabilities.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Isotonic that
                && Arrays.equals(scores, that.scores)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scores) + Arrays.hashCode(probabilities);
    }
}
