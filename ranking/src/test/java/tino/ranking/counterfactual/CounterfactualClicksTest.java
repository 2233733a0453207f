package tino.ranking.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.feature.LayoutMismatch;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;
import tino.ranking.Layouts;
import tino.ranking.Ranker;
import tino.ranking.bias.Propensities;
import tino.ranking.bias.RegressionEm;
import tino.ranking.learn.RankingRows;
import tino.ranking.learn.SimulatedTraffic;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;

final class CounterfactualClicksTest {
    private static final FeatureLayout LAYOUT = Layouts.of("score");
    private static final Ranker BY_SCORE = new WeightedRanker(LAYOUT, new Weights(Map.of("score", 1.0)));
    private static final Propensities LOOKS = Propensities.power(1, SimulatedTraffic.SIZE);
    /** Trusts what the people like, which the logging weights mistake for noise. */
    private static final Ranker CHALLENGER =
            new WeightedRanker(SimulatedTraffic.LAYOUT, new Weights(Map.of("match", 0.5, "rating", 0.2, "near", 0.3)));

    /** Two lists of two; the ranker turns the first around and keeps the second. Looked at: always, a quarter of the time. */
    private static RankingRows rows(float... grades) {
        return new RankingRows(
                LAYOUT,
                new float[] {0.1f, 0.2f, 0.9f, 0.8f},
                grades,
                new int[] {1, 2, 1, 2},
                new int[] {2, 2},
                new Propensities(new double[] {1, 0.25}));
    }

    @Test
    void aClickMovesWithItsRowToTheOtherRank() {
        // First list: the click falls from the top to where a quarter looks; second: from there it stays there.
        CounterfactualClicks down = CounterfactualClicks.of(BY_SCORE, rows(1, 0, 0, 5), 100, 0.95);
        assertThat(down.logged().mean()).isEqualTo(1);
        assertThat(down.inversePropensity().mean()).isEqualTo((0.25 + 1) / 2);
        // First list: the click rises to the top, where four times as many look.
        CounterfactualClicks up = CounterfactualClicks.of(BY_SCORE, rows(0, 1, 0, 0), 100, 0.95);
        assertThat(up.inversePropensity().mean()).isEqualTo(4.0 / 2);
        assertThat(up.selfNormalised().mean()).isEqualTo(2);
        assertThat(up.clipped()).isZero();
    }

    @Test
    void normalisingMakesGoodWhatClippingTook() {
        // The click counts 3 in place of 4. Of 2 · 1.25 looks the weights keep ¼ + 3 · ¼ and 1.25.
        CounterfactualClicks clipped = CounterfactualClicks.of(BY_SCORE, rows(0, 1, 0, 0), 3, 0.95);
        assertThat(clipped.inversePropensity().mean()).isEqualTo(1.5);
        assertThat(clipped.selfNormalised().mean()).isCloseTo(1.5 * 2.5 / 2.25, within(1e-12));
        assertThat(clipped.clipped()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void theLoggedOrderIsWorthWhatWasClicked() {
        RankingRows rows = SimulatedTraffic.of(50, LOOKS, 1).rows();
        RankingRows known = with(rows, LOOKS);
        CounterfactualClicks same = CounterfactualClicks.of(SimulatedTraffic.HEURISTIC, known, 10, 0.95);
        assertThat(same.inversePropensity().mean()).isCloseTo(same.logged().mean(), within(1e-9));
        assertThat(same.selfNormalised().mean()).isCloseTo(same.logged().mean(), within(1e-9));
        assertThat(Math.abs(same.gain().mean())).isLessThan(0.05);
        assertThat(same.gain().contains(0)).isTrue();
    }

    private static RankingRows with(RankingRows rows, Propensities propensities) {
        return new RankingRows(
                rows.layout(), rows.features(), rows.grades(), rows.positions(), rows.groups(), propensities);
    }

    /** Clicks on what the challenger has in its first ten as well, taken as they are. */
    private static Interval naive(SimulatedTraffic traffic) {
        int lists = traffic.rows().groups().length;
        double[] clicks = new double[lists];
        for (int list = 0; list < lists; list++) {
            int[] order = traffic.order(CHALLENGER, list);
            for (int rank = 0; rank < CounterfactualClicks.FIRST; rank++) {
                clicks[list] += traffic.clicked()[list * SimulatedTraffic.SIZE + order[rank]] ? 1 : 0;
            }
        }
        Moments moments = Moments.of(clicks);
        return Interval.normal(moments.mean(), moments.standardError(), 0.95);
    }

    @Test
    void intervalsHoldTheTruthOfAnOrderThatNobodySawAndNaiveCountingDoesNot() {
        int runs = 60;
        int[] covered = new int[5];
        for (int run = 0; run < runs; run++) {
            SimulatedTraffic traffic = SimulatedTraffic.of(500, LOOKS, 100 + run);
            double truth = traffic.trueClicks(CHALLENGER, LOOKS);
            double gain = truth - traffic.trueClicks(SimulatedTraffic.HEURISTIC, LOOKS);
            CounterfactualClicks clicks = CounterfactualClicks.of(CHALLENGER, with(traffic.rows(), LOOKS), 10, 0.95);
            covered[0] += clicks.inversePropensity().contains(truth) ? 1 : 0;
            covered[1] += clicks.selfNormalised().contains(truth) ? 1 : 0;
            covered[2] += clicks.doublyRobust().contains(truth) ? 1 : 0;
            covered[3] += clicks.gain().contains(gain) ? 1 : 0;
            covered[4] += naive(traffic).contains(truth) ? 1 : 0;
        }
        // 95 % of 60 are 57, two standard errors 3.4.
        for (int k = 0; k < 4; k++) {
            assertThat(covered[k]).as("estimate %d", k).isGreaterThanOrEqualTo(53);
        }
        assertThat(covered[4]).isZero();
    }

    @Test
    void theModelMakesGoodWhatClippingTookWithLessVarianceThanNoClipping() {
        Moments unclipped = Moments.NONE;
        Moments clipped = Moments.NONE;
        Moments doublyRobust = Moments.NONE;
        for (int run = 0; run < 60; run++) {
            SimulatedTraffic traffic = SimulatedTraffic.of(500, LOOKS, 200 + run);
            RankingRows rows = with(traffic.rows(), LOOKS);
            double truth = traffic.trueClicks(CHALLENGER, LOOKS);
            CounterfactualClicks all = CounterfactualClicks.of(CHALLENGER, rows, Double.POSITIVE_INFINITY, 0.95);
            CounterfactualClicks some = CounterfactualClicks.of(CHALLENGER, rows, 3, 0.95);
            unclipped = unclipped.plus(
                    Moments.of(new double[] {all.inversePropensity().mean() - truth}));
            clipped = clipped.plus(
                    Moments.of(new double[] {some.inversePropensity().mean() - truth}));
            doublyRobust = doublyRobust.plus(
                    Moments.of(new double[] {some.doublyRobust().mean() - truth}));
            assertThat(all.doublyRobust().mean())
                    .isCloseTo(all.inversePropensity().mean(), within(1e-9));
        }
        assertThat(Math.abs(unclipped.mean())).isLessThan(3 * unclipped.standardError());
        assertThat(clipped.mean()).isLessThan(-10 * clipped.standardError());
        assertThat(Math.abs(doublyRobust.mean())).isLessThan(0.1 * Math.abs(clipped.mean()));
        assertThat(doublyRobust.variance()).isLessThan(unclipped.variance());
    }

    /** Clicks counted as they are are too few by a fifth. */
    @Test
    void evenWithPropensitiesFoundInTheSameLogItIsNearerToTheTruthThanNaiveCounting() {
        SimulatedTraffic traffic = SimulatedTraffic.of(3_000, LOOKS, 9);
        RankingRows rows = traffic.rows();
        Propensities found = RegressionEm.estimate(
                rows.features(), SimulatedTraffic.LAYOUT.size(), traffic.clicked(), rows.positions());
        CounterfactualClicks clicks = CounterfactualClicks.of(CHALLENGER, with(rows, found), 10, 0.95);
        double truth = traffic.trueClicks(CHALLENGER, LOOKS);
        assertThat(clicks.doublyRobust().mean()).isBetween(0.8 * truth, 1.22 * truth);
        assertThat(clicks.gain().low()).isGreaterThan(0);
        assertThat(naive(traffic).mean()).isLessThan(0.78 * truth);
    }

    @Test
    void refusesWhatCannotBeJudged() {
        Ranker other = new WeightedRanker(Layouts.of("score", "more"), new Weights(Map.of()));
        assertThatThrownBy(() -> CounterfactualClicks.of(other, rows(0, 0, 0, 0), 10, 0.95))
                .isInstanceOf(LayoutMismatch.class);
        assertThatThrownBy(() -> CounterfactualClicks.of(BY_SCORE, rows(0, 0, 0, 0), 0, 0.95))
                .hasMessageContaining("2 lists and clip 0.0");
    }
}
