package tino.lifecycle.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tino.lifecycle.gate.Finding.Problem;
import tino.lifecycle.pipeline.Evaluation;

@NullUnmarked // a null where there should be a value fails the test by itself
class GateVerdictTest {
    private static final Check NOT_WORSE = Check.notWorseThan(Against.CHAMPION, "ndcg", Margin.of("2%"));
    private static final Check BETTER = Check.betterThan(Against.FALLBACK, "ndcg", Margin.NONE);

    private static Evaluation values(double... values) {
        return new Evaluation(Map.of("ndcg", values));
    }

    /** A hundred values around the mean. */
    private static Evaluation around(double mean, double spread) {
        double[] values = new double[100];
        Arrays.setAll(values, i -> mean + (i % 2 == 0 ? spread : -spread));
        return values(values);
    }

    private static Finding judge(Check check, Evaluation challenger, Evaluation champion, Evaluation fallback) {
        GateVerdict verdict =
                GateVerdict.of(new Gate(List.of(check)), challenger, champion, fallback, new SplittableRandom(1));
        assertThat(verdict.passed()).isEqualTo(verdict.findings().getFirst().passed());
        return verdict.findings().getFirst();
    }

    @Test
    void letsAChallengerBeTwoPercentWorseThanTheChampionAndNoMore() {
        Finding just = judge(NOT_WORSE, values(0.49), values(0.5), null);
        assertThat(just.passed()).isTrue();
        assertThat(just.threshold()).isCloseTo(0.49, within(1e-15));
        assertThat(judge(NOT_WORSE, values(0.4899), values(0.5), null).passed()).isFalse();
        assertThat(judge(NOT_WORSE, values(0.1), null, null).passed()).isTrue();
    }

    @Test
    void wantsPointsOrPercentMoreThanTheReference() {
        Check points = Check.betterThan(Against.CHAMPION, "ndcg", Margin.of("0.03"));
        assertThat(judge(points, values(0.53), values(0.5), null).passed()).isTrue();
        assertThat(judge(points, values(0.529), values(0.5), null).passed()).isFalse();
        Check percent = Check.betterThan(Against.CHAMPION, "ndcg", Margin.of("3%"));
        assertThat(judge(percent, values(0.515), values(0.5), null).passed()).isTrue();
        assertThat(judge(percent, values(0.514), values(0.5), null).passed()).isFalse();
    }

    @Test
    void takesNoDifferenceForNoGain() {
        assertThat(judge(BETTER, values(0.5), null, values(0.5)).passed()).isFalse();
        // 0.1 + 0.2 is not 0.3 in binary, but no gain either.
        assertThat(judge(BETTER, values(0.1 + 0.2), null, values(0.3)).passed()).isFalse();
        assertThat(judge(BETTER, values(0.5001), null, values(0.5)).passed()).isTrue();
    }

    @Test
    void wantsAGainThatChanceDoesNotExplainOnlyWhereAToleranceIsGiven() {
        // The mean is above by 0.005, but pair by pair it swings between -0.795 and 0.805; of a hundred pairs the
        // mean's
        // standard error is 0.08, so that the interval reaches to about -0.15.
        Evaluation challenger = around(0.505, 0.4);
        Evaluation fallback = around(0.5, -0.4);
        Finding shown = judge(BETTER, challenger, null, fallback);
        assertThat(shown.passed()).isTrue();
        assertThat(shown.interval().mean()).isCloseTo(0.005, within(1e-12));
        assertThat(shown.interval().low()).isCloseTo(0.005 - 1.96 * 0.08, within(0.02));
        assertThat(judge(BETTER.surely(0.05), challenger, null, fallback).passed())
                .isFalse();
        assertThat(judge(BETTER.surely(0.25), challenger, null, fallback).passed())
                .isTrue();
        assertThat(judge(BETTER.surely(0), around(0.6, 0), null, around(0.5, 0)).passed())
                .isTrue();
        assertThat(judge(BETTER.surely(0), around(0.1, 0), null, null).passed()).isTrue();
    }

    @Test
    void comparesWithConstants() {
        assertThat(judge(Check.atLeast("ndcg", 0.5), values(0.5), null, null).passed())
                .isTrue();
        assertThat(judge(Check.atLeast("ndcg", 0.5), values(0.4), null, null).passed())
                .isFalse();
        assertThat(judge(Check.atMost("ndcg", 0.5), values(0.5), null, null).passed())
                .isTrue();
        assertThat(judge(Check.atMost("ndcg", 0.5), values(0.6), null, null).passed())
                .isFalse();
        // Mean 0.5, standard error 0.04: the interval is about 0.42 to 0.58.
        assertThat(judge(Check.atLeast("ndcg", 0.45).surely(0), around(0.5, 0.4), null, null)
                        .passed())
                .isFalse();
        assertThat(judge(Check.atLeast("ndcg", 0.45).surely(0.05), around(0.5, 0.4), null, null)
                        .passed())
                .isTrue();
        assertThat(judge(Check.atMost("ndcg", 0.55).surely(0), around(0.5, 0.4), null, null)
                        .passed())
                .isFalse();
    }

    @Test
    void turnsTheDirectionForMetricsWhoseLowValuesAreGood() {
        Check better =
                Check.betterThan(Against.CHAMPION, "ndcg", Margin.of("10%")).ofLow();
        Finding finding = judge(better, values(0.17, 0.18), values(0.2, 0.2), null);
        assertThat(finding.passed()).isTrue();
        assertThat(finding.threshold()).isCloseTo(0.18, within(1e-12));
        assertThat(finding.interval().mean()).isCloseTo(0.025, within(1e-12));
        assertThat(judge(better, values(0.19), values(0.2), null).passed()).isFalse();
        Check notWorse =
                Check.notWorseThan(Against.CHAMPION, "ndcg", Margin.of("0.01")).ofLow();
        assertThat(judge(notWorse, values(0.21), values(0.2), null).passed()).isTrue();
        assertThat(judge(notWorse, values(0.22), values(0.2), null).passed()).isFalse();
    }

    /** Means: women (1 + 0 + 0) / 3, men (1 + 1) / 2; the one of unknown sex does not count. */
    private static Evaluation bySex(double... lastMan) {
        return new Evaluation(
                Map.of("hit", new double[] {1, 1, 0, 0, lastMan.length == 0 ? 1 : lastMan[0], 0}),
                Map.of("sex", new String[] {"woman", "man", "woman", "woman", "man", null}));
    }

    @Test
    void measuresTheLargestGapBetweenGroups() {
        Finding finding = judge(Check.atMost("hit", 0.7).ofGap("sex"), bySex(), null, null);
        assertThat(finding.challenger()).isCloseTo(1 - 1 / 3.0, within(1e-12));
        assertThat(finding.passed()).isTrue();
        // Draws keep the groups' sizes; three draws of one in three lie between 0 and 1, and so does the gap.
        assertThat(finding.interval().low()).isBetween(0.0, 0.5);
        assertThat(finding.interval().high()).isEqualTo(1);
        assertThat(judge(Check.atMost("hit", 0.66).ofGap("sex"), bySex(), null, null)
                        .passed())
                .isFalse();
        Evaluation three = new Evaluation(
                Map.of("hit", new double[] {0.2, 0.5, 0.9}), Map.of("town", new String[] {"a", "b", "c"}));
        assertThat(judge(Check.atMost("hit", 1).ofGap("town"), three, null, null)
                        .challenger())
                .isCloseTo(0.7, within(1e-12));
    }

    @Test
    void doesNotLetTheGapGrowBeyondTheChampions() {
        // The challenger's gap is 0.667, the champion's (one man less is hit) 0.167.
        Check check =
                Check.notWorseThan(Against.CHAMPION, "hit", Margin.of("0.02")).ofGap("sex");
        Finding grown = judge(check, bySex(), bySex(0), null);
        assertThat(grown.passed()).isFalse();
        assertThat(grown.reference()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(grown.threshold()).isCloseTo(1 / 6.0 + 0.02, within(1e-12));
        assertThat(grown.interval().mean()).isCloseTo(-0.5, within(1e-12));
        assertThat(judge(check, bySex(0), bySex(), null).passed()).isTrue();
    }

    /** 1 to 100 ms: 95 % lies at 1 + 0.95 × 99 = 95.05 (numpy.percentile(range(1, 101), 95)). */
    @Test
    void judgesTheNinetyFifthPercentileOfAnswerTimes() {
        Evaluation timed = new Evaluation(
                Map.of(),
                Map.of(),
                IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
        Finding finding = judge(Check.atMost(Check.LATENCY, 95.1), timed, null, null);
        assertThat(finding.challenger()).isCloseTo(95.05, within(1e-9));
        assertThat(finding.interval().low()).isBetween(85.0, 95.0);
        assertThat(finding.interval().high()).isBetween(95.0, 100.0);
        assertThat(finding.passed()).isTrue();
        assertThat(judge(Check.atMost(Check.LATENCY, 95), timed, null, null).passed())
                .isFalse();
        Evaluation slower = new Evaluation(
                Map.of(),
                Map.of(),
                DoubleStream.of(timed.latencies()).map(time -> 2 * time).toArray());
        Check notSlower = Check.notWorseThan(Against.CHAMPION, Check.LATENCY, Margin.of("10%"));
        assertThat(judge(notSlower, slower, timed, null).passed()).isFalse();
        assertThat(judge(notSlower, timed, slower, null).passed()).isTrue();
    }

    @Test
    void passesNothingThatWasNotJudgedOrIsNoNumber() {
        Map<Evaluation, Problem> nothings = Map.of(
                values(), Problem.NOTHING_JUDGED,
                values(0.5, Double.NaN), Problem.NOT_FINITE,
                values(Double.POSITIVE_INFINITY), Problem.NOT_FINITE);
        nothings.forEach((nothing, problem) -> {
            for (Check check : List.of(NOT_WORSE, BETTER, Check.atLeast("ndcg", 0), Check.atMost("ndcg", 9))) {
                for (Evaluation other : Arrays.asList(null, nothing)) {
                    Finding finding = judge(check, nothing, other, other);
                    assertThat(finding.passed()).isFalse();
                    assertThat(finding.problem()).isEqualTo(problem);
                }
            }
            // Nor is anybody compared with a champion that is no number.
            assertThat(judge(NOT_WORSE, values(0.5), nothing, null).passed()).isFalse();
        });
        assertThat(judge(Check.atMost(Check.LATENCY, 9), values(0.5), null, null))
                .extracting(Finding::problem, Finding::passed)
                .containsExactly(Problem.NOTHING_JUDGED, false);
    }

    @Test
    void passesNoGapWhereThereAreNoTwoGroups() {
        for (String label : Arrays.asList("woman", null)) {
            Evaluation one =
                    new Evaluation(Map.of("hit", new double[] {1, 0}), Map.of("sex", new String[] {label, label}));
            assertThat(judge(Check.atMost("hit", 1).ofGap("sex"), one, null, null))
                    .extracting(Finding::problem, Finding::passed)
                    .containsExactly(Problem.ONE_GROUP, false);
        }
    }

    @Test
    void saysWhichMetricsAndGroupsThereAreWhenOneIsMissing() {
        assertThatThrownBy(() -> judge(Check.atLeast("auc", 0.5), bySex(), null, null))
                .hasMessage("The evaluation has no metric 'auc', it has [hit]");
        assertThatThrownBy(() -> judge(Check.atMost("hit", 0.5).ofGap("race"), bySex(), null, null))
                .hasMessage("The evaluation has no groups by 'race', it has [sex]");
        assertThatThrownBy(() -> judge(NOT_WORSE, values(0.5), values(0.5, 0.6), null))
                .hasMessageContaining("over the same rows, got 1 and 2 values");
    }

    /** Whatever a gate asks, a challenger that is better on every unit is never refused where the worse one passes. */
    @Test
    void refusesNobodyForBeingBetter() {
        Gate gate = new Gate(List.of(
                Check.betterThan(Against.FALLBACK, "ndcg", Margin.of("1%")).surely(0.05),
                Check.notWorseThan(Against.CHAMPION, "ndcg", Margin.of("0.02")).surely(0.1),
                Check.atLeast("ndcg", 0.4).surely(0.02)));
        int passed = 0;
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Evaluation champion = values(random.doubles(40).toArray());
            Evaluation fallback = values(random.doubles(40).toArray());
            double[] worse = random.doubles(40).toArray();
            double step = random.nextDouble() / 10;
            double[] better = Arrays.stream(worse).map(value -> value + step).toArray();
            GateVerdict ofWorse = GateVerdict.of(gate, values(worse), champion, fallback, new SplittableRandom(seed));
            GateVerdict ofBetter = GateVerdict.of(gate, values(better), champion, fallback, new SplittableRandom(seed));
            for (int check = 0; check < 3; check++) {
                if (ofWorse.findings().get(check).passed()) {
                    assertThat(ofBetter.findings().get(check).passed())
                            .as("seed %d: %s", seed, ofBetter.text())
                            .isTrue();
                    passed++;
                }
            }
        }
        assertThat(passed).as("findings passed of 450").isBetween(100, 400);
    }

    @Test
    void judgesTheSameTwiceFromTheSameSeed() {
        Gate gate = new Gate(List.of(NOT_WORSE.surely(0.1), Check.atMost("ndcg", 1)));
        Evaluation challenger = around(0.6, 0.3);
        Evaluation champion = around(0.5, 0.2);
        assertThat(GateVerdict.of(gate, challenger, champion, null, new SplittableRandom(7)))
                .isEqualTo(GateVerdict.of(gate, challenger, champion, null, new SplittableRandom(7)));
    }

    @Test
    void saysItInNumbers() {
        GateVerdict verdict = GateVerdict.of(
                new Gate(List.of(NOT_WORSE, BETTER, Check.atMost("ndcg", 0.3))),
                around(0.4, 0),
                around(0.5, 0),
                around(0.3, 0),
                new SplittableRandom(1));
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.text())
                .isEqualTo("ndcg 0.4000, not worse than the champion's 0.5000 by more than 2%"
                        + " (gain -0.1000 to -0.1000): not passed;"
                        + " ndcg 0.4000, better than the fallback's 0.3000 (gain 0.1000 to 0.1000): passed;"
                        + " ndcg 0.4000, at most 0.3 (0.4000 to 0.4000): not passed");
        assertThat(judge(Check.atMost("hit", 0.5).ofGap("sex"), bySex(), null, null)
                        .text())
                .startsWith("gap of hit by sex 0.6667, at most 0.5");
    }
}
