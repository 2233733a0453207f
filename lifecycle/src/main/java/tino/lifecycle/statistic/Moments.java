package tino.lifecycle.statistic;

import java.util.Arrays;

/**
 * A sample as far as its mean and spread go, so that samples can be kept and added up without their values.
 *
 * @param n number of values
 * @param mean their mean, 0 for none
 * @param variance unbiased (divided by n − 1), 0 for less than two values
 */
public record Moments(long n, double mean, double variance) {
    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments {
        if (n < 0 || !Double.isFinite(mean) || !(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "A sample has at least 0 values, a finite mean and a finite variance of at" + " least 0, got " + n
                            + " values, mean " + mean + ", variance " + variance);
        }
    }

    /** @throws IllegalArgumentException if a value is not finite */
    public static Moments of(double[] values) {
        int n = values.length;
        double mean = n == 0 ? 0 : Arrays.stream(values).sum() / n;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new Moments(n, mean, n < 2 ? 0 : squares / (n - 1));
    }

    /** The sample of {@code successes} ones and {@code n − successes} zeros. */
    public static Moments ofShare(long successes, long n) {
        if (successes < 0 || successes > n) {
            throw new IllegalArgumentException("Of " + n + " at most all can succeed, got " + successes);
        }
        double share = n == 0 ? 0 : (double) successes / n;
        return new Moments(n, share, n < 2 ? 0 : share * (1 - share) * n / (n - 1));
    }

    /**
     * Σvalues / Σsizes over units of different sizes, e.g. clicks per answer over people of some answers each, as a sample
     * of units: its variance is that of the linearised ratio. Deng, Knoblich and Lu, "Applying the delta method in metric
     * analytics", KDD 2018, section 3.1.
     *
     * @param n number of units
     * @param values sum of what is counted
     * @param sizes sum of what it is counted over, above 0 unless n is 0
     * @param squaredValues sum of the squares of the one, {@code squaredSizes} of the other, {@code products} of both
     */
    public static Moments ofRatio(
            long n, double values, double sizes, double squaredValues, double squaredSizes, double products) {
        if (n == 0) {
            return NONE;
        }
        double ratio = values / sizes;
        // The sum of (value − ratio · size) is 0 by construction.
        double squares = Math.max(0, squaredValues - 2 * ratio * products + ratio * ratio * squaredSizes);
        double size = sizes / n;
        return new Moments(n, ratio, n < 2 ? 0 : squares / (n - 1) / (size * size));
    }

    /** Both samples together: Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983. */
    public Moments plus(Moments other) {
        if (n == 0 || other.n == 0) {
            return n == 0 ? other : this;
        }
        long sum = n + other.n;
        double gap = other.mean - mean;
        double squares = variance * (n - 1) + other.variance * (other.n - 1) + gap * gap * ((double) n * other.n / sum);
        return new Moments(sum, mean + gap * other.n / sum, squares / (sum - 1));
    }

    /** Every value times the factor: the difference of a and {@code b.times(0.9)} is below 0 if a fell by over a tenth. */
    public Moments times(double factor) {
        return new Moments(n, factor * mean, factor * factor * variance);
    }

    /** Of the mean; 0 for less than two values. */
    public double standardError() {
        return n == 0 ? 0 : Math.sqrt(variance / n);
    }
}
