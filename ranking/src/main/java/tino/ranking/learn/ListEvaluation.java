package tino.ranking.learn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
 * for measures of this kind Agarwal, Wang, Li, Bendersky and Najork, "Counterfactual learning-to-rank for ranking
 * metrics and deep models", SIGIR 2019. The gain is the grade itself, the seed's {@code ndcg_at_k}.
 */
public final class ListEvaluation {
    /** nDCG of the first ten, corrected by the rows' propensities. */
    public static final String NDCG = "ndcg@10";
    /** nDCG of the first ten, every outcome counting the same. */
    public static final String NDCG_AS_LOGGED = "ndcg@10_as_logged";
    /** Reciprocal rank of the first item with an outcome. */
    public static final String MRR = "mrr";
    /** Average precision, an outcome of any grade being relevant. */
    public static final String MAP = "map";
    /** Share of lists with an outcome within the first ten. */
    public static final String HIT = "hit@10";

    private static final int CUTOFF = 10;

    private ListEvaluation() {}

    /** One value a list with an outcome, in the order of the rows. */
    public static Evaluation of(Ranker ranker, RankingRows rows) {
        ranker.layout().requireSame(rows.layout());
        int judged = rows.gradedLists();
        Map<String, double[]> samples = new HashMap<>();
        for (String metric : new String[] {NDCG, NDCG_AS_LOGGED, MRR, MAP, HIT}) {
            samples.put(metric, new double[judged]);
        }
        int columns = rows.layout().size();
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
                put(samples, NDCG, list, RankingMetrics.ndcg(corrected, CUTOFF));
                put(samples, NDCG_AS_LOGGED, list, RankingMetrics.ndcg(grades, CUTOFF));
                put(samples, MRR, list, RankingMetrics.reciprocalRank(grades));
                put(samples, MAP, list, RankingMetrics.averagePrecision(grades));
                put(samples, HIT, list, RankingMetrics.precision(grades, CUTOFF) > 0 ? 1 : 0);
                list++;
            }
            start += size;
        }
        return new Evaluation(samples);
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
