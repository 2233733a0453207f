package tino.prediction.calibration;

import static tino.prediction.calibration.Uncalibrated.logistic;

/**
 * A logistic curve over the scores, {@code 1 / (1 + exp(a score + b))}: Platt, "Probabilistic outputs for support vector
 * machines", 1999. Two numbers, so a few hundred cases are enough; always in the order of the scores.
 *
 * @param a 0 or less
 */
public record Platt(double a, double b) implements Calibration {
    static final String NAME = "platt";

    private static final int ITERATIONS = 100;
    private static final double LEAST_STEP = 1e-10;
    private static final double RIDGE = 1e-12;
    private static final double GRADIENT = 1e-5;

    /** @throws IllegalArgumentException if a number is not finite, or the curve would turn the order of scores around */
    public Platt {
        if (!Double.isFinite(a) || !Double.isFinite(b) || a > 0) {
            throw new IllegalArgumentException(
                    "Expected a logistic curve of finite numbers that rises (a of at most 0), got a = " + a + ", b = "
                            + b);
        }
    }

    /**
     * Newton's method with backtracking over Platt's smoothed targets: Lin, Lin and Weng, "A note on Platt's probabilistic
     * outputs for support vector machines", Machine Learning 68, 2007, their algorithm 1. Where the best curve falls, scores say
     * nothing, and the flat one is taken.
     *
     * @param scores finite
     * @throws IllegalArgumentException if there are no scores
     */
    public static Platt fit(double[] scores, boolean[] labels) {
        if (scores.length == 0 || scores.length != labels.length) {
            throw new IllegalArgumentException("Expected scores and as many labels to fit a curve to, got "
                    + scores.length + " and " + labels.length);
        }
        double[] targets = targets(labels);
        double mean = 0;
        for (double target : targets) {
            mean += target / targets.length;
        }
        double a = 0;
        double b = Math.log((1 - mean) / mean);
        double flat = b;
        double loss = loss(scores, targets, a, b);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double h11 = RIDGE;
            double h22 = RIDGE;
            double h21 = 0;
            double g1 = 0;
            double g2 = 0;
            for (int i = 0; i < scores.length; i++) {
                double p = logistic(-a * scores[i] - b);
                double spread = p * (1 - p);
                h11 += scores[i] * scores[i] * spread;
                h22 += spread;
                h21 += scores[i] * spread;
                double error = targets[i] - p;
                g1 += scores[i] * error;
                g2 += error;
            }
            if (Math.abs(g1) < GRADIENT && Math.abs(g2) < GRADIENT) {
                break;
            }
            double determinant = h11 * h22 - h21 * h21;
            double stepA = -(h22 * g1 - h21 * g2) / determinant;
            double stepB = -(h11 * g2 - h21 * g1) / determinant;
            double slope = g1 * stepA + g2 * stepB;
            double step = 1;
            double next = loss(scores, targets, a + step * stepA, b + step * stepB);
            while (next >= loss + 1e-4 * step * slope && step >= LEAST_STEP) {
                step /= 2;
                next = loss(scores, targets, a + step * stepA, b + step * stepB);
            }
            if (step < LEAST_STEP) {
                break;
            }
            a += step * stepA;
            b += step * stepB;
            loss = next;
        }
        return a <= 0 ? new Platt(a, b) : new Platt(0, flat);
    }

    /** Not 0 and 1 but as sure as so many cases allow, so that well-told classes do not drive the curve to infinity. */
    private static double[] targets(boolean[] labels) {
        int yes = 0;
        for (boolean label : labels) {
            yes += label ? 1 : 0;
        }
        double high = (yes + 1.0) / (yes + 2.0);
        double low = 1.0 / (labels.length - yes + 2.0);
        double[] targets = new double[labels.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = labels[i] ? high : low;
        }
        return targets;
    }

    private static double loss(double[] scores, double[] targets, double a, double b) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            double x = a * scores[i] + b;
            // Of the two forms, the one that cannot overflow.
            loss += x >= 0 ? targets[i] * x + Math.log1p(Math.exp(-x)) : (targets[i] - 1) * x + Math.log1p(Math.exp(x));
        }
        return loss;
    }

    @Override
    public double probability(double score) {
        return logistic(-a * score - b);
    }

    @Override
    public String method() {
        return NAME;
    }
}
