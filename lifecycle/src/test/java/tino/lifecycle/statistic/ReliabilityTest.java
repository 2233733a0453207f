package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {

    /** The worked example of TorchMetrics' documentation of BinaryCalibrationError (n_bins=2, norm='l1'). */
    @Test
    void expectedErrorIsThatOfAnotherImplementation() {
        Reliability reliability =
                Reliability.of(new double[] {0.25, 0.25, 0.55, 0.75, 0.75}, new double[] {0, 0, 1, 1, 1}, 2);

        assertThat(reliability.expectedError()).isCloseTo(0.29, within(1e-12));
    }

    @Test
    void onlyBinsWithCasesAreDrawnAndOneBelongsToTheLast() {
        Reliability reliability = Reliability.of(new double[] {1, 0.95, 0.1}, new double[] {1, 0, 0}, 10);

        assertThat(reliability.bins())
                .containsExactly(new Reliability.Bin(0.1, 0.2, 1, 0.1, 0), new Reliability.Bin(0.9, 1, 2, 0.975, 0.5));
    }

    @Test
    void whatIsNoProbabilityIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Reliability.of(new double[] {0.5, Double.NaN}, new double[] {0, 0}, 10))
                .hasMessage("Expected probabilities of 0 to 1, got NaN in row 1");
        assertThatThrownBy(() -> Reliability.of(new double[] {0.5}, new double[0], 10))
                .hasMessageContaining("an outcome for each");
    }
}
