package tino.lifecycle.statistic;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p-values of several tests, corrected so that all of them together err at most as often as one is allowed to: Holm, "A simple
 * sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 1979. It asks nothing of how the tests
 * depend on each other; the features of one answer do.
 */
public final class Holm {
    private Holm() {}

    /** @param pValues in any order @return the corrected ones in the same order, none above 1 */
    public static double[] adjust(double[] pValues) {
        int[] rising = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double before = 0;
        for (int rank = 0; rank < rising.length; rank++) {
            before = Math.max(before, Math.min(1, (rising.length - rank) * pValues[rising[rank]]));
            adjusted[rising[rank]] = before;
        }
        return adjusted;
    }
}
