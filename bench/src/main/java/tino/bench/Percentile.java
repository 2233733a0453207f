package tino.bench;

import java.util.Arrays;

/** What a share of all values lies below. */
final class Percentile {
    private Percentile() {}

    /** @param values in any order, at least one @param share 0 to 1; 1 is the largest */
    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
