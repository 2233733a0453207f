package tino.ranking.metric;

import java.util.Arrays;

/**
 * How good one ranked list is. All take what the documents of one query are worth in the order they were ranked, best
 * first; all are in 0–1, and {@link Double#NaN} for a query without a relevant document, for which {@link EmptyQuery} has
 * the rule. Which of two documents of equal score stands first is the ranker's business ({@code Ranking.order}: the one
 * that came first), so every number here is deterministic.
 */
public final class RankingMetrics {
    private RankingMetrics() {}

    /**
     * Normalised discounted cumulative gain with the logarithmic discount 1/log₂(rank + 1).
     *
     * <p>Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20(4), 2002, with the discount
     * of Burges et al., "Learning to rank using gradient descent", ICML 2005.
     *
     * @param gains of <em>all</em> documents in ranked order, ≥ 0
     * @param k cut-off, at least 1
     */
    public static double ndcg(double[] gains, int k) {
        double best = dcg(best(gains), k);
        return best > 0 ? dcg(gains, k) / best : Double.NaN;
    }

    /** The best order that these gains allow: from the highest down. */
    public static double[] best(double[] gains) {
        double[] sorted = gains.clone();
        Arrays.sort(sorted);
        for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
            double swap = sorted[i];
            sorted[i] = sorted[j];
            sorted[j] = swap;
        }
        return sorted;
    }

    /** Discounted cumulative gain of the first {@code k}. */
    public static double dcg(double[] gains, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A cut-off is at least 1, got " + k);
        }
        double sum = 0;
        for (int i = 0; i < Math.min(k, gains.length); i++) {
            sum += gains[i] * discount(i);
        }
        return sum;
    }

    /** What rank counts in {@link #dcg}: 1/log₂(2 + index), where index 0 is the top. */
    public static double discount(int index) {
        return Math.log(2) / Math.log(index + 2.0);
    }

    /** One over the rank of the first relevant document (grade above 0); its mean over queries is MRR. */
    public static double reciprocalRank(double[] grades) {
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] > 0) {
                return 1.0 / (i + 1);
            }
        }
        return Double.NaN;
    }

    /** Mean of the precisions at the ranks of the relevant documents (grade above 0); its mean over queries is MAP. */
    public static double averagePrecision(double[] grades) {
        int relevant = 0;
        double sum = 0;
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] > 0) {
                relevant++;
                sum += (double) relevant / (i + 1);
            }
        }
        return relevant == 0 ? Double.NaN : sum / relevant;
    }

    /** Share of relevant documents (grade above 0) among the first {@code k}; a shorter list counts as filled up with others. */
    public static double precision(double[] grades, int k) {
        int relevant = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            if (grades[i] > 0) {
                relevant++;
            }
        }
        return anyRelevant(grades) ? (double) relevant / k : Double.NaN;
    }

    private static boolean anyRelevant(double[] grades) {
        return Arrays.stream(grades).anyMatch(grade -> grade > 0);
    }
}
