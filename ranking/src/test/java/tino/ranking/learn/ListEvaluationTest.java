package tino.ranking.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.feature.LayoutMismatch;
import tino.lifecycle.pipeline.Evaluation;
import tino.ranking.Layouts;
import tino.ranking.Ranker;
import tino.ranking.bias.Correction;
import tino.ranking.bias.Propensities;
import tino.ranking.metric.RankingMetrics;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;
import tino.trees.train.TrainingRows;

final class ListEvaluationTest {
    private static final FeatureLayout LAYOUT = Layouts.of("score");
    private static final Ranker BY_SCORE = new WeightedRanker(LAYOUT, new Weights(Map.of("score", 1.0)));

    /** Three lists of three; the second without an outcome. Looked at: always, half of the time, a twentieth. */
    private static final RankingRows ROWS = new RankingRows(
            LAYOUT,
            new float[] {0.1f, 0.2f, 0.3f, 0.1f, 0.2f, 0.3f, 0.3f, 0.2f, 0.1f},
            new float[] {1, 0, 0, 0, 0, 0, 0, 3, 1},
            new int[] {1, 2, 3, 1, 2, 3, 1, 2, 3},
            new int[] {3, 3, 3},
            new Propensities(new double[] {1, 0.5, 0.05}));

    @Test
    void creditsOutcomesToTheNewRankByTheInverseOfTheirPropensity() {
        Evaluation evaluation = ListEvaluation.of(BY_SCORE, ROWS);
        // List 1: its click (at position 1, weight 1) falls to rank 3. List 3 keeps its order: gain 3/.5 at rank 2 and
        // 1/.05,
        // limited to 10, at rank 3.
        double first = RankingMetrics.discount(2);
        double third = 6 * RankingMetrics.discount(1) + 10 * RankingMetrics.discount(2);
        double best = (1 + 10 + 6 * RankingMetrics.discount(1)) / 2;
        assertThat(evaluation.samples(ListEvaluation.NDCG)).hasSize(2);
        assertThat(evaluation.samples(ListEvaluation.NDCG)[0]).isCloseTo(first / best, within(1e-12));
        assertThat(evaluation.samples(ListEvaluation.NDCG)[1]).isCloseTo(third / best, within(1e-12));
    }

    @Test
    void givesTheMeasuresAsLoggedBeside() {
        Evaluation evaluation = ListEvaluation.of(BY_SCORE, ROWS);
        double third = (3 * RankingMetrics.discount(1) + RankingMetrics.discount(2)) / (3 + RankingMetrics.discount(1));
        assertThat(evaluation.samples(ListEvaluation.NDCG_AS_LOGGED))
                .containsExactly(new double[] {RankingMetrics.discount(2), third}, within(1e-12));
        assertThat(evaluation.mean(ListEvaluation.MRR)).isCloseTo((1.0 / 3 + 1.0 / 2) / 2, within(1e-12));
        assertThat(evaluation.mean(ListEvaluation.MAP))
                .isCloseTo((1.0 / 3 + (1.0 / 2 + 2.0 / 3) / 2) / 2, within(1e-12));
        assertThat(evaluation.mean(ListEvaluation.HIT)).isEqualTo(1);
    }

    /** One list of seven whose order is kept; the only click is at the place given. */
    private static Evaluation clickedAt(int place) {
        float[] grades = new float[7];
        grades[place - 1] = 1;
        return ListEvaluation.of(
                BY_SCORE,
                new RankingRows(
                        LAYOUT,
                        new float[] {.7f, .6f, .5f, .4f, .3f, .2f, .1f},
                        grades,
                        new int[] {1, 2, 3, 4, 5, 6, 7},
                        new int[] {7},
                        Propensities.NONE));
    }

    /** ndcg = 1/log2(1 + place), of the cut-off's first places only; the best puts the click first. */
    @Test
    void cutsTheShortMeasuresAtFive() {
        assertThat(clickedAt(5).mean(ListEvaluation.NDCG_5)).isCloseTo(Math.log(2) / Math.log(6), within(1e-12));
        assertThat(clickedAt(5).mean(ListEvaluation.MRR_5)).isEqualTo(0.2);
        assertThat(clickedAt(6).mean(ListEvaluation.NDCG_5)).isZero();
        assertThat(clickedAt(6).mean(ListEvaluation.MRR_5)).isZero();
        assertThat(clickedAt(6).mean(ListEvaluation.NDCG)).isCloseTo(Math.log(2) / Math.log(7), within(1e-12));
        assertThat(clickedAt(6).mean(ListEvaluation.MRR)).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(clickedAt(6).samples()).containsOnlyKeys(ListEvaluation.METRICS);
    }

    @Test
    void refusesARankerOfAnotherLayout() {
        Ranker other = new WeightedRanker(Layouts.of("score", "more"), new Weights(Map.of()));
        assertThatThrownBy(() -> ListEvaluation.of(other, ROWS)).isInstanceOf(LayoutMismatch.class);
    }

    @Test
    void learnsFromListsWithAnOutcomeOnlyWithTheirNegatives() {
        TrainingRows plain = LearningLists.of(ROWS, Correction.NONE);
        assertThat(plain.groups()).containsExactly(3, 3);
        assertThat(plain.labels()).containsExactly(1, 0, 0, 0, 3, 1);
        assertThat(plain.weights()).isNull();
        assertThat(plain.positions()).isNull();
        assertThat(LearningLists.of(ROWS, Correction.POSITION).positions()).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void makesEachOutcomeAListThatWeighsGainByInversePropensity() {
        TrainingRows lists = LearningLists.of(ROWS, Correction.INVERSE_PROPENSITY);
        // The click of grade 1 in list 3 is compared with grade 0 only, not with the quote above it.
        assertThat(lists.groups()).containsExactly(3, 3, 2);
        assertThat(lists.labels()).containsExactly(1, 0, 0, 0, 1, 0, 0, 1);
        float[] weights = Objects.requireNonNull(lists.weights());
        assertThat(weights[3] / weights[0]).isCloseTo(6, within(1e-5f));
        assertThat(weights[6] / weights[0]).isCloseTo(10, within(1e-5f));
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        assertThat(sum / weights.length).isCloseTo(1, within(1e-5f));
    }

    @Test
    void refusesRowsThatDoNotFitTogether() {
        assertThatThrownBy(() -> new RankingRows(
                        LAYOUT, new float[2], new float[2], new int[2], new int[] {3}, Propensities.NONE))
                .hasMessageContaining("Lists of together 3 rows");
        assertThatThrownBy(() -> new Grades(Map.of("click", 0))).hasMessageContaining("got 0 for 'click'");
    }
}
