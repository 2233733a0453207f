package tino.ranking.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;

final class QueryEvaluationTest {
    /** Two queries; the second has no relevant document. */
    private static final int[] GROUPS = {3, 2};

    private static final float[] GRADES = {0, 2, 1, 0, 0};
    private static final double[] SCORES = {3, 2, 1, 1, 2};

    @Test
    void countsAQueryWithoutARelevantDocumentByTheRuleChosen() {
        double only = (2 * RankingMetrics.discount(1) + RankingMetrics.discount(2)) / (2 + RankingMetrics.discount(1));
        assertThat(mean(EmptyQuery.SKIP, "ndcg@10")).isCloseTo(only, within(1e-12));
        assertThat(mean(EmptyQuery.ONE, "ndcg@10")).isCloseTo((only + 1) / 2, within(1e-12));
        assertThat(mean(EmptyQuery.ZERO, "ndcg@10")).isCloseTo(only / 2, within(1e-12));
        assertThat(mean(EmptyQuery.SKIP, "mrr")).isEqualTo(0.5);
        assertThat(mean(EmptyQuery.ZERO, "map")).isCloseTo((1.0 / 2 + 2.0 / 3) / 2 / 2, within(1e-12));
        assertThat(mean(EmptyQuery.SKIP, "p@10")).isCloseTo(0.2, within(1e-12));
    }

    private static double mean(EmptyQuery rule, String metric) {
        return QueryEvaluation.of(SCORES, GRADES, GROUPS, Gain.LINEAR, rule).mean(metric);
    }

    @Test
    void keepsTheOrderOfTheFileAmongEqualScores() {
        double[] equal = {7, 7, 7};
        double first = QueryEvaluation.of(equal, new float[] {1, 0, 0}, new int[] {3}, Gain.LINEAR, EmptyQuery.ONE)
                .mean("mrr");
        double last = QueryEvaluation.of(equal, new float[] {0, 0, 1}, new int[] {3}, Gain.LINEAR, EmptyQuery.ONE)
                .mean("mrr");
        assertThat(first).isEqualTo(1);
        assertThat(last).isCloseTo(1.0 / 3, within(1e-12));
    }

    /** LightGBM judges its own validation rows after every round: the same number by its code and by ours. */
    @Test
    void agreesWithLightGbmsOwnMetricIncludingQueriesWithoutARelevantDocument() {
        TrainingRows rows = random(new Random(4), 60);
        TrainingRows held = random(new Random(5), 40);
        for (int cutoff : new int[] {1, 3, 5, 10}) {
            Map<Integer, Double> native_ = new LinkedHashMap<>();
            var trained = new LightGbm()
                    .train(
                            rows,
                            held,
                            Map.of(
                                    "objective",
                                    "lambdarank",
                                    "eval_at",
                                    Integer.toString(cutoff),
                                    "num_iterations",
                                    "7"),
                            native_::put);
            double[] scores = new double[held.rows()];
            trained.ensemble().scorer().score(held.features(), held.rows(), scores);
            assertThat(QueryEvaluation.of(scores, held.labels(), held.groups(), Gain.EXPONENTIAL, EmptyQuery.ONE)
                            .mean(QueryEvaluation.ndcg(cutoff)))
                    .isCloseTo(native_.get(7), within(1e-9));
        }
    }

    private static TrainingRows random(Random random, int queries) {
        int size = 12;
        float[] features = new float[queries * size * 3];
        float[] labels = new float[queries * size];
        int[] groups = new int[queries];
        for (int query = 0; query < queries; query++) {
            groups[query] = size;
            for (int row = query * size; row < (query + 1) * size; row++) {
                for (int column = 0; column < 3; column++) {
                    features[row * 3 + column] = random.nextFloat();
                }
                boolean empty = query % 5 == 0;
                labels[row] = empty ? 0 : (int) (4 * features[row * 3] * random.nextFloat());
            }
        }
        return new TrainingRows(features, 3, labels, groups, null, null, new int[0]);
    }
}
