package tino.lifecycle.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tino.lifecycle.pipeline.Evaluation;

@NullUnmarked // a null where there should be a value fails the test by itself
class GateVerdictTest {
    private static final Gate.Check NOT_WORSE = new Gate.Check.NotWorseThanChampion("ndcg", 0.98);
    private static final Gate.Check BETTER = new Gate.Check.BetterThanFallback("ndcg", 0.01);

    private static Evaluation values(double... values) {
        return new Evaluation(Map.of("ndcg", values));
    }

    /** A hundred values around the mean. */
    private static Evaluation around(double mean, double spread) {
        double[] values = new double[100];
        Arrays.setAll(values, i -> mean + (i % 2 == 0 ? spread : -spread));
        return values(values);
    }

    private static GateVerdict judge(
            Gate.Check check, Evaluation challenger, Evaluation champion, Evaluation fallback) {
        return GateVerdict.of(new Gate(List.of(check)), challenger, champion, fallback, new SplittableRandom(1));
    }

    @Test
    void letsAChallengerBeTwoPercentWorseThanTheChampionAndNoMore() {
        assertThat(judge(NOT_WORSE, values(0.49), values(0.5), null).passed()).isTrue();
        assertThat(judge(NOT_WORSE, values(0.4899), values(0.5), null).passed()).isFalse();
        assertThat(judge(NOT_WORSE, values(0.1), null, null).passed()).isTrue();
    }

    @Test
    void wantsAGainOverTheFallbackThatChanceDoesNotExplain() {
        assertThat(judge(BETTER, around(0.6, 0), null, around(0.5, 0)).passed()).isTrue();
        assertThat(judge(BETTER, around(0.5, 0), null, around(0.5, 0)).passed()).isFalse();
        // The mean is above, but pair by pair it swings so far that the interval reaches below the tolerance.
        GateVerdict noise = judge(BETTER, around(0.505, 0.4), null, around(0.5, -0.4));
        assertThat(noise.passed()).isFalse();
        assertThat(noise.findings().getFirst().gain().low()).isLessThan(-0.01);
        assertThat(judge(BETTER, around(0.1, 0), null, null).passed()).isTrue();
    }

    @Test
    void comparesWithConstants() {
        assertThat(judge(new Gate.Check.AtLeast("ndcg", 0.5), values(0.5), null, null)
                        .passed())
                .isTrue();
        assertThat(judge(new Gate.Check.AtLeast("ndcg", 0.5), values(0.4), null, null)
                        .passed())
                .isFalse();
        assertThat(judge(new Gate.Check.AtMost("ndcg", 0.5), values(0.5), null, null)
                        .passed())
                .isTrue();
        assertThat(judge(new Gate.Check.AtMost("ndcg", 0.5), values(0.6), null, null)
                        .passed())
                .isFalse();
    }

    @Test
    void passesNothingThatWasNotJudgedOrIsNoNumber() {
        for (Evaluation nothing : List.of(values(), values(Double.NaN))) {
            assertThat(judge(NOT_WORSE, nothing, null, null).passed()).isFalse();
            assertThat(judge(NOT_WORSE, nothing, nothing, null).passed()).isFalse();
            assertThat(judge(BETTER, nothing, null, nothing).passed()).isFalse();
            assertThat(judge(new Gate.Check.AtLeast("ndcg", 0), nothing, null, null)
                            .passed())
                    .isFalse();
        }
    }

    @Test
    void saysItInNumbers() {
        GateVerdict verdict = GateVerdict.of(
                new Gate(List.of(NOT_WORSE, BETTER)),
                around(0.4, 0),
                around(0.5, 0),
                around(0.3, 0),
                new SplittableRandom(1));
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.text())
                .isEqualTo("ndcg 0.4000 ≥ 0.98 × champion 0.5000: not passed;"
                        + " ndcg 0.4000 > fallback 0.3000 (gain 0.1000 to 0.1000): passed");
    }
}
