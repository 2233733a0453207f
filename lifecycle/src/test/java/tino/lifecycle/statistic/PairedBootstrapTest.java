package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairedBootstrapTest {

    /** Efron and Tibshirani 1993, table 2.1: survival in days of the seven treated mice; mean 86.86, bootstrap se 23.36. */
    private static final double[] TREATED = {94, 197, 16, 38, 99, 141, 23};

    @Test
    void hasTheSpreadThatItsInventorsFoundForTheMice() {
        Interval interval = PairedBootstrap.mean(TREATED, 0.6827, 50_000, new Random(1));
        assertThat(interval.mean()).isCloseTo(86.857, within(0.001));
        assertThat((interval.high() - interval.low()) / 2).isCloseTo(23.36, within(0.7));
    }

    @Test
    void agreesWithTheNormalIntervalOfALargeSample() {
        Random random = new Random(7);
        double[] a = random.doubles(4_000).toArray();
        double[] b = Arrays.stream(a)
                .map(value -> value - 0.1 + 0.2 * random.nextGaussian())
                .toArray();
        Interval interval = PairedBootstrap.difference(a, b, 0.95, new Random(3));
        double halfWidth = 1.96 * 0.2 / Math.sqrt(4_000);
        assertThat(interval.mean()).isCloseTo(0.1, within(0.01));
        assertThat((interval.high() - interval.low()) / 2).isCloseTo(halfWidth, within(0.1 * halfWidth));
    }

    @Test
    void givesTheSameIntervalForTheSameSeed() {
        double[] other = new double[TREATED.length];
        assertThat(PairedBootstrap.difference(TREATED, other, 0.9, new Random(5)))
                .isEqualTo(PairedBootstrap.difference(TREATED, other, 0.9, new Random(5)));
    }

    @Test
    void saysWhatIsWrongWithTheSamples() {
        assertThatThrownBy(() -> PairedBootstrap.difference(TREATED, new double[2], 0.9, new Random(5)))
                .hasMessageContaining("got 7 and 2 values");
        assertThatThrownBy(() -> PairedBootstrap.mean(new double[] {1, Double.NaN}, 0.9, 10, new Random(5)))
                .hasMessageContaining("not finite: 1");
        assertThatThrownBy(() -> PairedBootstrap.mean(TREATED, 95, 10, new Random(5)))
                .hasMessageContaining("got 95.0");
    }
}
