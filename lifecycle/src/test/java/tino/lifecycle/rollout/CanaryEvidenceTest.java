package tino.lifecycle.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.lifecycle.rollout.CanaryEvidence.Arm;
import tino.lifecycle.rollout.Criterion.Kind;
import tino.lifecycle.rollout.Rollout.Stage;

@NullUnmarked // a null where there should be a value fails the test by itself
class CanaryEvidenceTest {
    private static final RolloutPolicy.Guard GUARD = RolloutPolicy.Guard.STANDARD;
    private static final Speed WELL = new Speed(500, 0, 5, true);

    private static Map<Kind, Criterion> guards(Arm trial, Arm control, Speed ours, Speed theirs) {
        return new CanaryEvidence(trial, control)
                .guards(GUARD, ours, theirs).stream().collect(Collectors.toMap(Criterion::kind, Function.identity()));
    }

    private static boolean held(Kind kind, Arm trial, Arm control) {
        return guards(trial, control, WELL, WELL).get(kind).held();
    }

    private static boolean held(Kind kind, Speed ours, Speed theirs) {
        return guards(Arm.NONE, Arm.NONE, ours, theirs).get(kind).held();
    }

    @Test
    void withdrawsWhenTheCtrSurelyFallsByATenth() {
        Arm control = new Arm(2_000, 1_000, 0);
        Criterion fallen = guards(new Arm(2_000, 800, 0), control, WELL, WELL).get(Kind.CTR);
        assertThat(fallen.held()).isFalse();
        assertThat(fallen.value()).isCloseTo(0.4, within(1e-12));
        assertThat(fallen.reference()).isCloseTo(0.5, within(1e-12));
        assertThat(fallen.needed()).as("a tenth of a half").isCloseTo(0.45, within(1e-12));
        assertThat(held(Kind.CTR, new Arm(2_000, 910, 0), control)).as("by 9 %").isTrue();
        assertThat(held(Kind.CTR, new Arm(60, 24, 0), new Arm(60, 30, 0)))
                .as("a fifth, but of few")
                .isTrue();
        assertThat(held(Kind.CTR, new Arm(49, 0, 0), control)).as("of too few").isTrue();
    }

    @Test
    void withdrawsWhenHitsSurelyFallByAPoint() {
        Arm control = new Arm(2_000, 1_000, 400);
        assertThat(held(Kind.HIT, new Arm(2_000, 1_000, 240), control)).isFalse();
        assertThat(held(Kind.HIT, new Arm(2_000, 1_000, 381), control))
                .as("by less than a point")
                .isTrue();
    }

    @Test
    void withdrawsAboveTwentyFiveMillisecondsUnlessTheControlIsAsSlow() {
        assertThat(held(Kind.P95, new Speed(50, 0, 25.1, true), WELL)).isFalse();
        assertThat(held(Kind.P95, new Speed(50, 0, 25, true), WELL)).isTrue();
        assertThat(held(Kind.P95, new Speed(49, 0, 400, true), WELL))
                .as("of too few")
                .isTrue();
        assertThat(held(Kind.P95, new Speed(50, 0, 90, true), new Speed(50, 0, 30, true)))
                .as("the machine is slow")
                .isTrue();
        assertThat(held(Kind.P95, new Speed(50, 0, 90, true), new Speed(49, 0, 30, true)))
                .as("nobody knows whether the machine is slow")
                .isFalse();
    }

    @Test
    void withdrawsAboveTwoPercentFallbacks() {
        assertThat(held(Kind.FALLBACK, new Speed(500, 0.0201, 5, true), WELL)).isFalse();
        assertThat(held(Kind.FALLBACK, new Speed(500, 0.02, 5, true), WELL)).isTrue();
        assertThat(held(Kind.FALLBACK, new Speed(49, 1, 5, true), WELL)).isTrue();
    }

    @Test
    void withdrawsWhatCannotBeRead() {
        assertThat(held(Kind.LOADED, new Speed(0, 0, Double.NaN, false), WELL)).isFalse();
        assertThat(held(Kind.LOADED, Speed.UNKNOWN, WELL)).isTrue();
    }

    /** Two equal versions, looked at after every 20 of 2,000 answers: at most as often as the confidence says. */
    @ParameterizedTest
    @CsvSource({"10, 0.30, 0.10", "10, 0.20, 0.02", "25, 0.05, 0.01", "50, 0.30, 0.10", "50, 0.02, 0.02"})
    void hardlyEverWithdrawsAnEqual(int percent, double ctr, double hit) {
        SplittableRandom random = new SplittableRandom(7 + percent);
        int repetitions = 400;
        int withdrawn = 0;
        for (int i = 0; i < repetitions; i++) {
            withdrawn += withdrawn(random, percent, ctr, hit) ? 1 : 0;
        }
        // Five percent promised, for each of the two guards; what is seen is far less.
        assertThat(withdrawn / (double) repetitions).isLessThanOrEqualTo(0.05);
    }

    private static boolean withdrawn(SplittableRandom random, int percent, double ctr, double hit) {
        long[] n = new long[2];
        long[] any = new long[2];
        long[] hits = new long[2];
        for (int answer = 1; answer <= 2_000; answer++) {
            int arm = random.nextInt(100) < percent ? 0 : 1;
            double luck = random.nextDouble();
            n[arm]++;
            any[arm] += luck < ctr ? 1 : 0;
            hits[arm] += luck < hit ? 1 : 0;
            if (answer % 20 == 0) {
                boolean bad =
                        guards(new Arm(n[0], any[0], hits[0]), new Arm(n[1], any[1], hits[1]), WELL, WELL)
                                .values()
                                .stream()
                                .anyMatch(criterion -> !criterion.held());
                if (bad) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void goesOnAfterADayOrAThousandAnswersAndNeverWithFewerThanTheGuardNeeds() {
        assertThat(ready(50, Duration.ofDays(1))).isTrue();
        assertThat(ready(49, Duration.ofDays(30))).isFalse();
        assertThat(ready(999, Duration.ofHours(23))).isFalse();
        assertThat(ready(1_000, Duration.ofHours(1))).isTrue();
        assertThat(ready(999, Duration.ofDays(-1)))
                .as("a clock that was set back")
                .isFalse();
    }

    private static boolean ready(long answers, Duration after) {
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        Rollout rollout = new Rollout(new UUID(0, 1), "m", 2, Stage.CANARY, 10, false, 1, 1, start, start, start, null);
        List<Criterion> step = new CanaryEvidence(new Arm(answers, 0, 0), Arm.NONE)
                .step(rollout, RolloutPolicy.STANDARD, start.plus(after));
        return step.stream().allMatch(Criterion::held);
    }
}
