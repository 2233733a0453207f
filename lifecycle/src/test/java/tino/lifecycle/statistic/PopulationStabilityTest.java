package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PopulationStabilityTest {

    /** By NumPy: {@code ((q - p) * log(q / p)).sum()} of the shares of 100, 200, 300 and 150, 250, 200 with a half added to each. */
    @Test
    void isTheSumOfTheSharesDifferencesTimesTheirLogarithms() {
        assertThat(PopulationStability.of(new long[] {100, 200, 300}, new long[] {150, 250, 200}))
                .isCloseTo(0.11934472526395448, within(1e-12));
    }

    @Test
    void isNothingForTheSameSharesAndFiniteForAnEmptyBin() {
        assertThat(PopulationStability.of(new long[] {10, 20}, new long[] {10, 20}))
                .isZero();
        assertThat(PopulationStability.of(new long[] {0, 1_000}, new long[] {500, 500}))
                .isBetween(3.0, 6.0);
    }

    @Test
    void refusesOtherBins() {
        assertThatThrownBy(() -> PopulationStability.of(new long[] {1}, new long[] {1, 2}))
                .hasMessageContaining("1 and 2 bins");
    }
}
