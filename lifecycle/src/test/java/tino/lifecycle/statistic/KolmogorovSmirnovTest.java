package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KolmogorovSmirnovTest {

    private static double[] evenly(double from, double to, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> from + (to - from) * i / (count - 1))
                .toArray();
    }

    private static double[] plus(double[] values, double shift) {
        return DoubleStream.of(values).map(value -> value + shift).toArray();
    }

    /** SciPy's {@code TestKSTwoSamples.test100_110}. */
    @Test
    void agreesExactlyWithSciPysTest() {
        KolmogorovSmirnov found = KolmogorovSmirnov.of(evenly(1, 100, 100), plus(evenly(1, 100, 110), 20.1));
        assertThat(found.distance()).isCloseTo(232.0 / 1100, within(1e-15));
        assertThat(found.pValue()).isCloseTo(0.015739183865607353, within(1e-14));
    }

    /** SciPy's {@code TestKSTwoSamples.testLargeBoth}, which takes the asymptotic way by itself. */
    @Test
    void agreesWithSciPysTestOfLargeSamples() {
        double delta = 1.0 / 10_000 / 11_000 / 4;
        KolmogorovSmirnov found = KolmogorovSmirnov.of(plus(evenly(1, 200, 10_000), -delta), evenly(2, 200, 11_000));
        assertThat(found.distance()).isCloseTo(563.0 / 110_000, within(1e-15));
        assertThat(found.pValue()).isCloseTo(0.9990660108966576, within(1e-12));
    }

    /** SciPy's {@code TestKSTwoSamples.testRepeatedValues}: 16 values against the same plus one. */
    @Test
    void countsInBinsSayWhatTheirValuesSay() {
        KolmogorovSmirnov found = KolmogorovSmirnov.of(new long[] {3, 4, 0, 5, 4, 0}, new long[] {0, 3, 4, 0, 5, 4});
        assertThat(found.distance()).isEqualTo(5.0 / 16);
        assertThat(found.pValue()).isCloseTo(0.4262934613454952, within(1e-14));
    }

    /** SciPy 1.17: {@code kstwobign.sf(.001 * sqrt(500000))}; {@code ks_2samp(…, method='asymp')} says .69898. */
    @Test
    void ofVeryManyValuesTheLimitIsTaken() {
        KolmogorovSmirnov found = KolmogorovSmirnov.of(
                new long[] {600_000, 200_000, 150_000, 50_000}, new long[] {599_000, 200_500, 150_000, 50_500});
        assertThat(found.distance()).isCloseTo(.001, within(1e-12));
        assertThat(found.pValue()).isCloseTo(0.6993741991310145, within(1e-9));
        assertThat(KolmogorovSmirnov.of(new long[] {600_000, 400_000}, new long[] {600_000, 400_000})
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void binsNeverMakeItSurerThanTheValues() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            double[] a = random.doubles(200).toArray();
            double[] b = random.doubles(150).map(x -> Math.pow(x, 1.2)).toArray();
            KolmogorovSmirnov values = KolmogorovSmirnov.of(a, b);
            KolmogorovSmirnov bins = KolmogorovSmirnov.of(binned(a), binned(b));
            assertThat(bins.distance()).isLessThanOrEqualTo(values.distance() + 1e-12);
            assertThat(bins.pValue()).isGreaterThanOrEqualTo(values.pValue() - 1e-12);
        }
    }

    private static long[] binned(double[] values) {
        long[] counts = new long[20];
        for (double value : values) {
            counts[(int) (20 * value)]++;
        }
        return counts;
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThatThrownBy(() -> KolmogorovSmirnov.of(new double[0], new double[] {1}))
                .hasMessageContaining("got 0 and 1 values");
        assertThatThrownBy(() -> KolmogorovSmirnov.of(new double[] {Double.NaN}, new double[] {1}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> KolmogorovSmirnov.of(new long[] {1}, new long[] {1, 2}))
                .hasMessageContaining("1 and 2 bins");
    }
}
