package tino.lifecycle.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Whether one of two did better where both met the same units. All p-values are two-sided, and for one look planned
 * beforehand; {@link ConfidenceSequence} is for looking all the time.
 */
public final class PairedTest {
    private PairedTest() {}

    /**
     * The exact sign test (Arbuthnot 1710): how likely as uneven a count or a more uneven one is if either wins with
     * probability ½. Ties are left out before, as is usual.
     */
    public static double sign(int wins, int losses) {
        return wins + losses == 0
                ? 1
                : BinomialTest.withDefaults().test(wins + losses, wins, 0.5).getPValue();
    }

    /**
     * The signed-rank test of Wilcoxon, "Individual comparisons by ranking methods", 1945, which also counts how large
     * the differences are. Exact up to 50 differences without ties, else by the normal approximation; differences of 0
     * are left out, as he did.
     */
    public static double signedRank(double[] differences) {
        double[] uneven =
                Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        return uneven.length == 0
                ? 1
                : WilcoxonSignedRankTest.withDefaults().test(uneven).getPValue();
    }
}
