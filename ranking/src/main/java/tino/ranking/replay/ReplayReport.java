package tino.ranking.replay;

import java.time.LocalDate;
import java.util.List;
import tino.lifecycle.statistic.Interval;

/**
 * What another order would have made of past lists. Only what was shown on the first page is ordered again: what the ranker
 * would have brought there from further down is not known.
 *
 * @param all of the period; its {@code day} is the first
 * @param byDay (UTC), in order, those with a list
 * @param quality where people found what they wanted, in both orders
 * @param corrected whether outcomes are weighted by how likely they were looked at where they were shown. If not, the order
 *     that was shown is favoured for having been shown
 * @param otherLayout lists with features of another layout, left out
 * @param laterPages lists that are no first page, left out
 */
public record ReplayReport(
        Difference all,
        List<Difference> byDay,
        List<Quality> quality,
        boolean corrected,
        long otherLayout,
        long laterPages) {

    /**
     * How different the orders are.
     *
     * @param lists compared
     * @param otherFirst share of lists with another first item
     * @param otherTop3 share of lists with others among the first three, or those in another order
     * @param overlap10 mean share of the first ten that both have
     * @param rankBiasedOverlap mean, at p = 0.9: Webber, Moffat and Zobel, "A similarity measure for indefinite rankings",
     *     TOIS 28(4), 2010, equation 32
     * @param tau mean of Kendall's τ, "A new measure of rank correlation", Biometrika 30, 1938
     * @param mrrBefore mean reciprocal rank of what succeeded in the order compared with, NaN where nothing did
     * @param mrrAfter in the order of the ranker
     */
    public record Difference(
            LocalDate day,
            long lists,
            double otherFirst,
            double otherTop3,
            double overlap10,
            double rankBiasedOverlap,
            double tau,
            double mrrBefore,
            double mrrAfter) {}

    /**
     * @param lists that it is known of
     * @param before in the order compared with
     * @param after in the order of the ranker
     * @param gain after − before, list by list
     */
    public record Quality(Measure measure, long lists, Interval before, Interval after, Interval gain) {}

    /** The first two are of the best success of a list, the third of all outcomes. */
    public enum Measure {
        MRR,
        HIT3,
        NDCG10
    }
}
