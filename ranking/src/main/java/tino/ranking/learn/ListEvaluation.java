package tino.ranking.learn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.pipeline.Evaluation;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.bias.Propensities;
import tino.ranking.metric.RankingMetrics;

/**
 * Judges a ranker by the outcomes of lists that were shown: it orders each list anew, and what came of an item is
 * credited to its new rank. Lists without an outcome say nothing of an order and are left out.
 *
 * <p>Outcomes are more often where people looked, so an uncorrected measure favours the order that was shown. Each
 * outcome therefore counts gain/propensity of the position it happened at: Joachims, Swaminathan and Schnabel, WSDM 2017;
 * for DCG Agarwal, Takatsu, Zaitsev and Joachims, "A general framework for counterfactual learning-to-rank", SIGIR 2019;
 * the shared normaliser is the self-normalised estimator of Swaminathan and Joachims, NIPS 2015. The gain is the grade itself, the seed's {@code ndcg_at_k}.
 */
public final class ListEvaluation {
    /**
     * DCG of the first ten, every outcome counting gain/propensity, over the mean of the best DCG that the lists allow. The
     * normaliser is shared by all lists: were each list divided by its own, the weight of a list's only outcome would
     * cancel, and with it the correction.
     */
    public static final String NDCG = "ndcg@10";
    /** {@link #NDCG} of the first five. */
    public static final String NDCG_5 = "ndcg@5";
    /** nDCG of the first ten list by list, every outcome counting the same. */
    public static final String NDCG_AS_LOGGED = "ndcg@10_as_logged";
    /** Reciprocal rank of the first item with an outcome. */
    public static final String MRR = "mrr";
    /** {@link #MRR}, an outcome below the first five counting nothing. */
    public static final String MRR_5 = "mrr@5";
    /** Average precision, an outcome of any grade being relevant. */
    public static final String MAP = "map";
    /** Share of lists with an outcome within the first ten. */
    public static final String HIT = "hit@10";

    /** All metrics there are. */
    public static final Set<String> METRICS = Set.of(NDCG, NDCG_5, NDCG_AS_LOGGED, MRR, MRR_5, MAP, HIT);

    static final int CUTOFF = 10;
    private static final int SHORT_CUTOFF = 5;

    private ListEvaluation() {}

    /** One value a list with an outcome, in the order of the rows. */
    public static Evaluation of(Ranker ranker, RankingRows rows) {
        ranker.layout().requireSame(rows.layout());
        int judged = rows.gradedLists();
        Map<String, double[]> samples = new HashMap<>();
        for (String metric : METRICS) {
            samples.put(metric, new double[judged]);
        }
        int columns = rows.layout().size();
        double best = 0;
        double shortBest = 0;
        int start = 0;
        int list = 0;
        for (int size : rows.groups()) {
            if (rows.graded(start, size)) {
                float[] vectors = Arrays.copyOfRange(rows.features(), start * columns, (start + size) * columns);
                double[] scores = new double[size];
                ranker.score(vectors, size, scores);
                int[] order = Ranking.order(scores, 0, size);
                double[] grades = new double[size];
                double[] corrected = new double[size];
                for (int rank = 0; rank < size; rank++) {
                    int row = start + order[rank];
                    grades[rank] = rows.grades()[row];
                    corrected[rank] = grades[rank] * weight(rows.propensities(), rows.positions()[row]);
                }
                put(samples, NDCG, list, RankingMetrics.dcg(corrected, CUTOFF));
                put(samples, NDCG_5, list, RankingMetrics.dcg(corrected, SHORT_CUTOFF));
                double[] bestOrder = RankingMetrics.best(corrected);
                best += RankingMetrics.dcg(bestOrder, CUTOFF) / judged;
                shortBest += RankingMetrics.dcg(bestOrder, SHORT_CUTOFF) / judged;
                put(samples, NDCG_AS_LOGGED, list, RankingMetrics.ndcg(grades, CUTOFF));
                double reciprocalRank = RankingMetrics.reciprocalRank(grades);
                put(samples, MRR, list, reciprocalRank);
                put(samples, MRR_5, list, reciprocalRank < 1.0 / SHORT_CUTOFF ? 0 : reciprocalRank);
                put(samples, MAP, list, RankingMetrics.averagePrecision(grades));
                put(samples, HIT, list, RankingMetrics.precision(grades, CUTOFF) > 0 ? 1 : 0);
                list++;
            }
            start += size;
        }
        divide(samples.get(NDCG), best);
        divide(samples.get(NDCG_5), shortBest);
        return new Evaluation(samples);
    }

    private static void divide(double @Nullable [] values, double divisor) {
        for (int i = 0; values != null && i < values.length; i++) {
            values[i] /= divisor;
        }
    }

    private static double weight(Propensities propensities, int position) {
        return propensities.weight(position, LearningLists.WEIGHT_LIMIT);
    }

    private static void put(Map<String, double[]> samples, String metric, int list, double value) {
        double[] values = samples.get(metric);
        if (values != null) {
            values[list] = value;
        }
    }
}
