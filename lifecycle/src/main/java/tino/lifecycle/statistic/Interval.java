package tino.lifecycle.statistic;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is known of a number that was measured on a sample.
 *
 * @param mean the number itself, as measured
 * @param low lower end; −∞ where nothing is known yet
 * @param high upper end; ∞ where nothing is known yet
 * @param confidence e.g. 0.95
 */
public record Interval(double mean, double low, double high, double confidence) {
    public Interval {
        requireConfidence(confidence);
    }

    static void requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("A confidence lies between 0 and 1, got " + confidence);
        }
    }

    /** The interval of a large sample, {@code mean ± z · standardError}; good for one look that was planned beforehand. */
    public static Interval normal(double mean, double standardError, double confidence) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        return new Interval(mean, mean - z * standardError, mean + z * standardError, confidence);
    }

    /**
     * The interval of a share, of any number of cases: Wilson, "Probable inference, the law of succession, and statistical inference",
     * JASA 22, 1927. Not a number without cases.
     */
    public static Interval share(long successes, long n, double confidence) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double share = (double) successes / n;
        double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        return n == 0
                ? new Interval(Double.NaN, Double.NaN, Double.NaN, confidence)
                : new Interval(share, Math.max(0, middle - half), Math.min(1, middle + half), confidence);
    }

    /** Whether the value is among those that the sample allows. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
