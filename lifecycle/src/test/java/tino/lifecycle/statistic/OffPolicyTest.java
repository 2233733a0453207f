package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OffPolicyTest {
    private static final double[] REWARDS = {1, 0, 1, 0};
    private static final double[] LOGGED = {0.5, 0.5, 0.25, 0.25};
    private static final double[] TARGET = {0.25, 0.75, 1, 0};

    /** By hand: the weights are ½, 1½, 4 and 0. */
    @Test
    void agreesWithTheSumDoneByHand() {
        OffPolicy policy = new OffPolicy(REWARDS, LOGGED, TARGET, Double.POSITIVE_INFINITY);
        OffPolicy.Estimate ips = policy.inversePropensity(0.95);
        assertThat(ips.value()).isEqualTo((0.5 + 4) / 4);
        // Terms ½, 0, 4, 0 about 1.125: variance (0.390625 + 1.265625 + 8.265625 + 1.265625)/3, over 4.
        assertThat(ips.standardError()).isCloseTo(Math.sqrt(11.1875 / 3 / 4), within(1e-12));
        assertThat(ips.interval().high() - ips.value()).isCloseTo(1.959964 * ips.standardError(), within(1e-5));
        assertThat(ips.effectiveSize()).isCloseTo(36 / 18.5, within(1e-12));

        OffPolicy.Estimate normalised = policy.selfNormalised(0.95);
        assertThat(normalised.value()).isEqualTo(4.5 / 6);
        // Residuals ½·¼, 1½·(−¾), 4·¼ and 0.
        assertThat(normalised.standardError()).isCloseTo(Math.sqrt(0.015625 + 1.265625 + 1) / 6, within(1e-12));

        double[] predicted = {0.6, 0.2, 0.8, 0.1};
        double[] expected = {0.5, 0.3, 0.8, 0.4};
        // 0.5 + ½·0.4, 0.3 − 1½·0.2, 0.8 + 4·0.2, 0.4
        assertThat(policy.doublyRobust(predicted, expected, 0.95).value())
                .isCloseTo((0.7 + 0 + 1.6 + 0.4) / 4, within(1e-12));
    }

    @Test
    void clipsTheWeightsAsAsked() {
        OffPolicy clipped = new OffPolicy(REWARDS, LOGGED, TARGET, 2);
        assertThat(clipped.inversePropensity(0.95).value()).isEqualTo((0.5 + 2) / 4);
        assertThat(clipped.selfNormalised(0.95).value()).isEqualTo(2.5 / 4);
    }

    /**
     * Contexts x in [0, 1) and three actions that earn Bernoulli(¼(a + x)). The logging policy prefers action 0, the other
     * one action 2: it earns (0.1·0 + 0.2·1 + 0.7·2 + ½)/4 = 0.525 where the logging one earns 0.225.
     */
    @Test
    void estimatesTheKnownValueAndBestWithBoth() {
        double[] loggingPolicy = {0.7, 0.2, 0.1};
        double[] targetPolicy = {0.1, 0.2, 0.7};
        SplittableRandom random = new SplittableRandom(8);
        List<Moments> values = new ArrayList<>(List.of(Moments.NONE, Moments.NONE, Moments.NONE));
        List<Moments> errors = new ArrayList<>(values);
        int[] covered = new int[3];
        int runs = 400;
        int n = 1_000;
        for (int run = 0; run < runs; run++) {
            double[][] rows = new double[5][n];
            for (int i = 0; i < n; i++) {
                double x = random.nextDouble();
                double drawn = random.nextDouble();
                int action = drawn < 0.7 ? 0 : drawn < 0.9 ? 1 : 2;
                rows[0][i] = random.nextDouble() < (action + x) / 4 ? 1 : 0;
                rows[1][i] = loggingPolicy[action];
                rows[2][i] = targetPolicy[action];
                // A model that is wrong by a tenth everywhere.
                rows[3][i] = (action + x) / 4 + 0.1;
                rows[4][i] = (1.6 + x) / 4 + 0.1;
            }
            OffPolicy policy = new OffPolicy(rows[0], rows[1], rows[2], Double.POSITIVE_INFINITY);
            List<OffPolicy.Estimate> estimates = List.of(
                    policy.inversePropensity(0.95),
                    policy.selfNormalised(0.95),
                    policy.doublyRobust(rows[3], rows[4], 0.95));
            for (int k = 0; k < 3; k++) {
                OffPolicy.Estimate estimate = estimates.get(k);
                values.set(k, values.get(k).plus(Moments.of(new double[] {estimate.value()})));
                errors.set(k, errors.get(k).plus(Moments.of(new double[] {estimate.standardError()})));
                covered[k] += estimate.interval().contains(0.525) ? 1 : 0;
            }
        }
        for (int k = 0; k < 3; k++) {
            Moments value = values.get(k);
            assertThat(value.mean()).isCloseTo(0.525, within(3 * value.standardError() + (k == 1 ? 0.002 : 0)));
            assertThat(errors.get(k).mean())
                    .isCloseTo(Math.sqrt(value.variance()), within(0.1 * Math.sqrt(value.variance())));
            assertThat(covered[k]).isBetween(runs * 92 / 100, runs * 98 / 100);
        }
        assertThat(values.get(2).variance()).isLessThan(0.8 * values.get(0).variance());
    }

    @Test
    void refusesLogsThatAllowNoEstimate() {
        assertThatThrownBy(() -> new OffPolicy(REWARDS, new double[] {1, 1, 0, 1}, TARGET, 10))
                .hasMessageContaining("Decision 2")
                .hasMessageContaining("got 1.0, 0.0 and 1.0");
        assertThatThrownBy(() -> new OffPolicy(REWARDS, LOGGED, TARGET, 0)).hasMessageContaining("clip 0.0");
        assertThatThrownBy(() -> new OffPolicy(REWARDS, LOGGED, new double[4], 10).selfNormalised(0.95))
                .hasMessageContaining("takes none of the 4");
        assertThatThrownBy(() ->
                        new OffPolicy(REWARDS, LOGGED, TARGET, 10).doublyRobust(new double[4], new double[3], 0.95))
                .hasMessageContaining("4 of the logged and 3 of the target");
    }
}
