package tino.lifecycle.statistic;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** How sure a share is that was counted. */
public final class Proportion {
    private Proportion() {}

    /**
     * The greatest share that so many successes still speak against: whatever the true share, at most {@code 1 − confidence} of
     * all samples give a bound above it (Clopper and Pearson, Biometrika 26, 1934, one-sided).
     *
     * @param successes 0 to {@code trials}
     * @param confidence e.g. 0.95
     * @return of [0, 1); 0 without a success
     */
    public static double lowerBound(long successes, long trials, double confidence) {
        Interval.requireConfidence(confidence);
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "Expected 0 to " + trials + " successes of as many trials, got " + successes);
        }
        return successes == 0
                ? 0
                : BetaDistribution.of(successes, trials - successes + 1.0).inverseCumulativeProbability(1 - confidence);
    }
}
