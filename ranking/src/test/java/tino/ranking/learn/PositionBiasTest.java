package tino.ranking.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.Ranker;
import tino.ranking.bias.Correction;
import tino.ranking.bias.Propensities;
import tino.ranking.bias.RegressionEm;
import tino.trees.train.LightGbm;
import tino.trees.train.Xgboost;

/** Learning from clicks of people who look at position k with probability 1/k, on lists ordered by poor weights. */
final class PositionBiasTest {
    private static final Propensities TRUTH = Propensities.power(1, SimulatedTraffic.SIZE);
    private static final int LISTS = 2_000;

    private static Split<RankingRows> split;
    private static SimulatedTraffic judged;

    @BeforeAll
    static void traffic() {
        SimulatedTraffic traffic = SimulatedTraffic.of(LISTS, TRUTH, 1);
        RankingRows rows = traffic.rows();
        Propensities propensities = RegressionEm.estimate(
                rows.features(), SimulatedTraffic.LAYOUT.size(), traffic.clicked(), rows.positions());
        split = new Split<>(
                part(rows, 0, LISTS * 7 / 10, propensities),
                part(rows, LISTS * 7 / 10, LISTS * 85 / 100, propensities),
                part(rows, LISTS * 85 / 100, LISTS, propensities));
        judged = SimulatedTraffic.of(1_000, TRUTH, 2);
    }

    private static RankingRows part(RankingRows rows, int from, int to, Propensities propensities) {
        int size = SimulatedTraffic.SIZE;
        int columns = SimulatedTraffic.LAYOUT.size();
        int[] groups = new int[to - from];
        Arrays.fill(groups, size);
        return new RankingRows(
                rows.layout(),
                Arrays.copyOfRange(rows.features(), from * size * columns, to * size * columns),
                Arrays.copyOfRange(rows.grades(), from * size, to * size),
                Arrays.copyOfRange(rows.positions(), from * size, to * size),
                groups,
                propensities);
    }

    private static Ranker learn(List<Candidate> candidates, TestRun run) {
        RankerSettings settings = new RankerSettings(
                "test-ranker",
                SimulatedTraffic.LAYOUT,
                "impression",
                new Grades(Map.of("click", 1, "quote", 3)),
                10,
                candidates,
                RankerSettings.GATE,
                new ServingPolicy(Duration.ofMillis(200)),
                RolloutPolicy.AT_ONCE,
                "quote",
                Circumstances.NONE);
        return new RankerTraining(settings, List.of(new LightGbm(), new Xgboost())).train(split, run);
    }

    @Test
    void correctedLearningFindsMoreOfTheTasteThanUncorrected() {
        double heuristic = judged.trueNdcg(SimulatedTraffic.HEURISTIC);
        double uncorrected = judged.trueNdcg(learn(Candidate.clickLogUncorrected(), new TestRun(3)));
        TestRun run = new TestRun(3);
        double corrected = judged.trueNdcg(learn(Candidate.clickLog(), run));
        assertThat(uncorrected).isGreaterThan(1.15 * heuristic);
        assertThat(corrected).isGreaterThan(uncorrected + 0.02);
        assertThat(run.parameters()).containsKeys("chosen", "lightgbm.position.rounds", "train.lists");
        assertThat(run.metrics()).containsKeys("xgboost.inverse_propensity.validation.ndcg@10", "propensity");
    }

    @Test
    void everyWayToCorrectHelps() {
        double uncorrected = judged.trueNdcg(learn(Candidate.clickLogUncorrected(), new TestRun(3)));
        for (Candidate candidate : Candidate.clickLog()) {
            assertThat(judged.trueNdcg(learn(List.of(candidate), new TestRun(3))))
                    .as(candidate.label())
                    .isGreaterThan(uncorrected);
        }
        Candidate pairwise = new Candidate(
                "xgboost", Correction.POSITION, Candidate.clickLog().getLast().parameters());
        assertThat(judged.trueNdcg(learn(List.of(pairwise), new TestRun(3)))).isGreaterThan(0.85);
    }

    /** Clicks happen where the old order put things; an uncorrected measure therefore sides with the old order. */
    @Test
    void correctedJudgingSeesTheGainThatUncorrectedJudgingHides() {
        Ranker learned = learn(Candidate.clickLog(), new TestRun(3));
        var ours = ListEvaluation.of(learned, split.test());
        var weights = ListEvaluation.of(SimulatedTraffic.HEURISTIC, split.test());
        assertThat(judged.trueNdcg(learned)).isGreaterThan(1.15 * judged.trueNdcg(SimulatedTraffic.HEURISTIC));
        assertThat(ours.mean(ListEvaluation.NDCG)).isGreaterThan(1.1 * weights.mean(ListEvaluation.NDCG));
        assertThat(ours.mean(ListEvaluation.NDCG_AS_LOGGED)).isLessThan(weights.mean(ListEvaluation.NDCG_AS_LOGGED));
    }

    @Test
    void theSameSeedLearnsTheSameRanker() {
        double[] scores = new double[split.test().rows()];
        double[] again = new double[split.test().rows()];
        learn(Candidate.clickLog(), new TestRun(8)).score(split.test().features(), scores.length, scores);
        learn(Candidate.clickLog(), new TestRun(8)).score(split.test().features(), again.length, again);
        assertThat(again).containsExactly(scores);
    }
}
