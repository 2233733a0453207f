package tino.lifecycle.statistic;

import java.util.Arrays;

/**
 * The population stability index of scorecards, Σ (q − p) ln(q/p) over the shares p and q of the same bins: Jeffreys' divergence
 * (1946). By the rule of thumb of Siddiqi, "Credit Risk Scorecards" (2006), below 0.1 nothing changed and from 0.25 on
 * it did. It knows no sample size: of n and m values from one distribution in B bins it is (B − 1)(1/n + 1/m) on average
 * (Yurdakul and Naranjo, Journal of Risk Model Validation 2020).
 */
public final class PopulationStability {
    /** Added to every count, so that an empty bin is rare and not impossible (Krichevsky and Trofimov 1981). */
    private static final double HALF = 0.5;

    private PopulationStability() {}

    /**
     * @param before counts, one a bin
     * @param now likewise
     * @return from 0 up
     * @throws IllegalArgumentException if the bins differ in number or there is none
     */
    public static double of(long[] before, long[] now) {
        if (before.length != now.length || before.length == 0) {
            throw new IllegalArgumentException(
                    "Counts of the same bins are needed, got " + before.length + " and " + now.length + " bins.");
        }
        double n = Arrays.stream(before).sum() + HALF * before.length;
        double m = Arrays.stream(now).sum() + HALF * now.length;
        double index = 0;
        for (int bin = 0; bin < before.length; bin++) {
            double p = (before[bin] + HALF) / n;
            double q = (now[bin] + HALF) / m;
            index += (q - p) * Math.log(q / p);
        }
        return index;
    }
}
