package tino.lifecycle.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tino.lifecycle.rollout.RolloutPolicy.Guard;
import tino.lifecycle.rollout.RolloutPolicy.Shadow;
import tino.lifecycle.rollout.RolloutPolicy.Step;

class RolloutPolicyTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TIME = Duration.ofMillis(25);

    static List<List<Integer>> wrongPercents() {
        return List.of(
                List.of(0, 100),
                List.of(-10, 100),
                List.of(10, 101),
                List.of(10, 10, 100),
                List.of(50, 25, 100),
                List.of(10, 50),
                List.of(100, 100));
    }

    @ParameterizedTest
    @MethodSource("wrongPercents")
    void refusesPercentsThatDoNotRiseTo100(List<Integer> canary) {
        assertThatThrownBy(() -> new RolloutPolicy(null, canary, Step.STANDARD, Guard.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected")
                .hasMessageContaining(canary.toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesSharesOutside0To1(double share) {
        assertThatThrownBy(() -> new Shadow(share, 1, DAY, 1, 3, 0, 0.95, 0, TIME))
                .hasMessageContaining("share");
        assertThatThrownBy(() -> new Guard(TIME, 0.01, 0.1, share, 50, 0.95)).hasMessageContaining("fallback");
        assertThatThrownBy(() -> new Guard(TIME, share, 0.1, 0.02, 50, 0.95)).hasMessageContaining("hit rate");
        assertThatThrownBy(() -> new Guard(TIME, 0.01, share, 0.02, 50, 0.95)).hasMessageContaining("CTR");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
    void refusesConfidencesOfNobody(double confidence) {
        assertThatThrownBy(() -> new Guard(TIME, 0.01, 0.1, 0.02, 50, confidence))
                .hasMessageContaining("confidence");
        assertThatThrownBy(() -> new Shadow(0.1, 1, DAY, 1, 3, 0, confidence, 0, TIME))
                .hasMessageContaining("confidence");
    }

    @Test
    void refusesWhatCouldNeverBeReached() {
        assertThatThrownBy(() -> new Shadow(0.1, 0, DAY, 1, 3, 0, 0.95, 0, TIME))
                .hasMessageContaining("challenger");
        assertThatThrownBy(() -> new Shadow(0.1, 1, DAY, 0, 3, 0, 0.95, 0, TIME))
                .hasMessageContaining("case");
        assertThatThrownBy(() -> new Shadow(0.1, 1, DAY, 1, 0, 0, 0.95, 0, TIME))
                .hasMessageContaining("hit");
        assertThatThrownBy(() -> new Shadow(0.1, 1, DAY, 1, 3, 1.2, 0.95, 0, TIME))
                .hasMessageContaining("gain");
        assertThatThrownBy(() -> new Shadow(0.1, 1, DAY, 1, 3, 0, 0.95, -1, TIME))
                .hasMessageContaining("fairness");
        assertThatThrownBy(() -> new Shadow(0.1, 1, DAY.negated(), 1, 3, 0, 0.95, 0, TIME))
                .hasMessageContaining("time in shadow");
        assertThatThrownBy(() -> new Step(DAY, 0)).hasMessageContaining("answers");
        assertThatThrownBy(() -> new Step(DAY, 10_001)).hasMessageContaining("10000");
        assertThatThrownBy(() -> new Step(DAY.negated(), 10)).hasMessageContaining("step");
        assertThatThrownBy(() -> new Guard(TIME, 0.01, 0.1, 0.02, 1, 0.95)).hasMessageContaining("2 to 10000");
        assertThatThrownBy(() -> new Guard(TIME.negated(), 0.01, 0.1, 0.02, 50, 0.95))
                .hasMessageContaining("p95");
    }

    /** By a loader that knows no class yet. */
    @Test
    void isStandardWhicheverOfItsPartsIsReadFirst() throws Exception {
        for (String first : List.of("", "$Shadow", "$Step", "$Guard")) {
            try (URLClassLoader fresh = new URLClassLoader(
                    new URL[] {
                        RolloutPolicy.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    null)) {
                String policy = RolloutPolicy.class.getName();
                Class.forName(policy + first, true, fresh);
                Object standard =
                        Class.forName(policy, true, fresh).getField("STANDARD").get(null);
                assertThat(standard.toString()).as(first).isEqualTo(RolloutPolicy.STANDARD.toString());
            }
        }
    }

    /** Section 4 of the users' plan: 14 days or 3,000 cases, + 5 points, 95 %, 0.02, 15 ms; 10/25/50/100; 25 ms, 1 point, 10 %, 2 %. */
    @Test
    void hasTheNumbersOfTheUsersPlan() {
        assertThat(RolloutPolicy.STANDARD.canary()).containsExactly(10, 25, 50, 100);
        assertThat(RolloutPolicy.STANDARD.shadow())
                .isEqualTo(new Shadow(0.10, 3, Duration.ofDays(14), 3_000, 3, 0.05, 0.95, 0.02, Duration.ofMillis(15)));
        assertThat(RolloutPolicy.STANDARD.guard()).isEqualTo(new Guard(TIME, 0.01, 0.10, 0.02, 50, 0.95));
    }
}
