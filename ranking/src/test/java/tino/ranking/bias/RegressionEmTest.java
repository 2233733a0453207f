package tino.ranking.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.ranking.learn.SimulatedTraffic;

final class RegressionEmTest {

    /** The simulated people look by 1/position^η; the estimator sees only what was shown and clicked. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.5})
    void recoversHowFarPeopleLook(double eta) {
        Propensities truth = Propensities.power(eta, SimulatedTraffic.SIZE);
        SimulatedTraffic traffic = SimulatedTraffic.of(4_000, truth, 11);
        Propensities found = estimate(traffic);
        for (int position = 1; position <= SimulatedTraffic.SIZE; position++) {
            assertThat(found.at(position)).as("position %d", position).isCloseTo(truth.at(position), within(0.1));
        }
        assertThat(found.at(1)).isEqualTo(1);
    }

    @Test
    void findsLittleBiasWherePeopleLookEverywhere() {
        SimulatedTraffic traffic = SimulatedTraffic.of(3_000, Propensities.NONE, 12);
        assertThat(estimate(traffic).at(10)).isGreaterThan(0.7);
    }

    @Test
    void neverRisesFromTheTopDown() {
        double[] found = estimate(SimulatedTraffic.of(200, Propensities.power(1, 20), 13))
                .byPosition();
        for (int position = 1; position < found.length; position++) {
            assertThat(found[position]).isLessThanOrEqualTo(found[position - 1]);
        }
    }

    @Test
    void saysNothingWhereNobodyClicked() {
        assertThat(RegressionEm.estimate(new float[] {1, 2}, 1, new boolean[2], new int[] {1, 2}))
                .isSameAs(Propensities.NONE);
    }

    @Test
    void weighsByTheInverseUpToALimit() {
        Propensities half = new Propensities(new double[] {1, 0.5, 0.01});
        assertThat(half.weight(2, 10)).isEqualTo(2);
        assertThat(half.weight(3, 10)).isEqualTo(10);
        assertThat(half.at(99)).isEqualTo(0.01);
        assertThat(half.at(0)).isEqualTo(1);
        assertThatThrownBy(() -> new Propensities(new double[] {1, 0})).hasMessageContaining("(0, 1]");
    }

    private static Propensities estimate(SimulatedTraffic traffic) {
        return RegressionEm.estimate(
                traffic.rows().features(),
                SimulatedTraffic.LAYOUT.size(),
                traffic.clicked(),
                traffic.rows().positions());
    }
}
