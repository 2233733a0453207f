package tino.ranking.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tino.lifecycle.pipeline.Evaluation;
import tino.ranking.Ranking;

/** Judges scores by grades that people gave: nDCG at several cut-offs, MRR, MAP and precision at ten. */
public final class QueryEvaluation {
    private static final int[] CUTOFFS = {1, 3, 5, 10};

    private QueryEvaluation() {}

    /** The name of nDCG at a cut-off: {@code ndcg@10}. */
    public static String ndcg(int cutoff) {
        return "ndcg@" + cutoff;
    }

    /**
     * One value a query (fewer with {@link EmptyQuery#SKIP}) for {@code ndcg@1}, {@code ndcg@3}, {@code ndcg@5}, {@code
     * ndcg@10}, {@code mrr}, {@code map} and {@code p@10}. A grade above 0 is relevant.
     *
     * @param scores one a document, query after query
     * @param grades one a document
     * @param groups sizes of the queries
     * @param empty what a query without a relevant document counts, in all metrics alike
     */
    public static Evaluation of(double[] scores, float[] grades, int[] groups, Gain gain, EmptyQuery empty) {
        Samples samples = new Samples(groups.length);
        int start = 0;
        for (int size : groups) {
            int[] order = Ranking.order(scores, start, size);
            double[] ranked = new double[size];
            double[] gains = new double[size];
            boolean relevant = false;
            for (int rank = 0; rank < size; rank++) {
                ranked[rank] = grades[start + order[rank]];
                gains[rank] = gain.of(ranked[rank]);
                relevant |= ranked[rank] > 0;
            }
            if (relevant) {
                samples.add(ranked, gains);
            } else if (empty != EmptyQuery.SKIP) {
                samples.add(empty == EmptyQuery.ONE ? 1 : 0);
            }
            start += size;
        }
        return samples.evaluation();
    }

    private static final class Samples {
        private final Map<String, double[]> values = new LinkedHashMap<>();
        private final int capacity;
        private int queries;

        Samples(int capacity) {
            this.capacity = capacity;
        }

        void add(double[] ranked, double[] gains) {
            for (int cutoff : CUTOFFS) {
                put(ndcg(cutoff), RankingMetrics.ndcg(gains, cutoff));
            }
            put("mrr", RankingMetrics.reciprocalRank(ranked));
            put("map", RankingMetrics.averagePrecision(ranked));
            put("p@10", RankingMetrics.precision(ranked, 10));
            queries++;
        }

        void add(double value) {
            for (int cutoff : CUTOFFS) {
                put(ndcg(cutoff), value);
            }
            put("mrr", value);
            put("map", value);
            put("p@10", value);
            queries++;
        }

        private void put(String metric, double value) {
            values.computeIfAbsent(metric, name -> new double[capacity])[queries] = value;
        }

        Evaluation evaluation() {
            values.replaceAll((metric, all) -> Arrays.copyOf(all, queries));
            return new Evaluation(values);
        }
    }
}
