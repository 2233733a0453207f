package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfidenceSequenceTest {
    private static final int STREAMS = 2_000;
    private static final int PAIRS = 2_000;

    /**
     * GrowthBook's published statistics engine (gbstats, {@code TestSequentialTTest}): of 3,000 and 3,461 people together,
     * estimate, its standard error, the tuning and the 95 % interval that it prints.
     */
    @ParameterizedTest
    @CsvSource({
        "0.50336, 0.33341, 1000, -0.55844, 1.56516",
        "0.50386, 0.03386, 5000, 0.40098, 0.60675",
    })
    void agreesWithThePublishedEngine(double mean, double standardError, long tunedFor, double low, double high) {
        Moments sample = new Moments(6_461, mean, 6_461 * standardError * standardError);
        Interval interval = ConfidenceSequence.mean(sample, 0.95, tunedFor);
        assertThat(interval.low()).isCloseTo(low, within(3e-5));
        assertThat(interval.high()).isCloseTo(high, within(3e-5));
    }

    /**
     * The p-value again without its closed form: one over the mixture of the likelihood ratios exp(λS − λ²nσ²/2) over
     * λσ ~ N(0, ρ²), summed by the trapezoidal rule. S = n · mean, and ρ² for 1,000 values is (5.99146 + ln 6.99146)/1,000.
     */
    @Test
    void isOneOverTheMixtureOfLikelihoodRatios() {
        Moments sample = new Moments(800, 0.13, 1);
        double rho = Math.sqrt((5.99146 + Math.log(6.99146)) / 1_000);
        double mixture = 0;
        for (double lambda = -2; lambda < 2; lambda += 1e-4) {
            double prior = Math.exp(-lambda * lambda / (2 * rho * rho)) / (rho * Math.sqrt(2 * Math.PI));
            mixture += 1e-4 * prior * Math.exp(lambda * 800 * 0.13 - lambda * lambda * 800 / 2);
        }
        assertThat(ConfidenceSequence.pValue(sample, 1_000)).isCloseTo(1 / mixture, within(1e-6 / mixture));
    }

    @Test
    void thePValueIsTheAlphaWhoseIntervalEndsAtZero() {
        Moments a = Moments.ofShare(260, 2_000);
        Moments b = Moments.ofShare(200, 2_100);
        double alpha = ConfidenceSequence.pValue(a, b, 5_000);
        assertThat(alpha).isBetween(0.001, 0.5);
        assertThat(ConfidenceSequence.difference(a, b, 1 - alpha, 5_000).low()).isCloseTo(0, within(1e-9));
        assertThat(ConfidenceSequence.pValue(b, a, 5_000)).isEqualTo(alpha);
    }

    @Test
    void isNarrowestComparedToOneLookWhereItIsTuned() {
        double tuned = halfWidth(5_000, 5_000);
        assertThat(tuned).isLessThan(halfWidth(5_000, 500)).isLessThan(halfWidth(5_000, 50_000));
        // What looking all the time costs there: 3.1 standard errors in place of 1.96.
        assertThat(tuned * Math.sqrt(5_000)).isBetween(3.0, 3.2);
    }

    private static double halfWidth(long n, long tunedFor) {
        return ConfidenceSequence.mean(new Moments(n, 0, 1), 0.95, tunedFor).high();
    }

    /** Both variants alike, looked at after every pair: an alarm at any look is one alarm of the stream. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.5})
    void seldomAlarmsHoweverOftenItIsLookedAt(double rate) {
        int alarms = 0;
        int naive = 0;
        SplittableRandom random = new SplittableRandom(17);
        for (int stream = 0; stream < STREAMS; stream++) {
            boolean alarm = false;
            boolean naiveAlarm = false;
            int a = 0;
            int b = 0;
            for (int n = 1; n <= PAIRS; n++) {
                a += random.nextDouble() < rate ? 1 : 0;
                b += random.nextDouble() < rate ? 1 : 0;
                Moments first = Moments.ofShare(a, n);
                Moments second = Moments.ofShare(b, n);
                alarm |= ConfidenceSequence.pValue(first, second, 2_000) <= 0.05;
                double error = Math.hypot(first.standardError(), second.standardError());
                naiveAlarm |= n >= 100 && Math.abs(first.mean() - second.mean()) > 1.96 * error;
            }
            alarms += alarm ? 1 : 0;
            naive += naiveAlarm ? 1 : 0;
        }
        // Two standard errors of 2,000 streams are 1 %; the fixed test alarms in about every third, from pair 100 on.
        assertThat((double) alarms / STREAMS).isBetween(0.002, 0.06);
        assertThat((double) naive / STREAMS).isGreaterThan(0.25);
    }

    @Test
    void findsADifferenceThatIsThereAndWhereIt() {
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        int covered = 0;
        for (int stream = 0; stream < 200; stream++) {
            Moments a = Moments.NONE;
            Moments b = Moments.NONE;
            for (int n = 0; n < 5_000; n++) {
                a = a.plus(Moments.of(new double[] {random.nextDouble() < 0.15 ? 1 : 0}));
                b = b.plus(Moments.of(new double[] {random.nextDouble() < 0.10 ? 1 : 0}));
            }
            Interval interval = ConfidenceSequence.difference(a, b, 0.95, 5_000);
            found += interval.low() > 0 ? 1 : 0;
            covered += interval.contains(0.05) ? 1 : 0;
        }
        assertThat(found).isEqualTo(200);
        assertThat(covered).isGreaterThanOrEqualTo(190);
    }

    @Test
    void saysNothingBeforeAnySpreadWasSeen() {
        Moments allClicked = Moments.ofShare(3, 3);
        Moments noneClicked = Moments.ofShare(0, 3);
        assertThat(ConfidenceSequence.pValue(allClicked, noneClicked, 5_000)).isEqualTo(1);
        assertThat(ConfidenceSequence.difference(allClicked, noneClicked, 0.95, 5_000))
                .isEqualTo(new Interval(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
        assertThat(ConfidenceSequence.mean(Moments.NONE, 0.95, 5_000).contains(1e9))
                .isTrue();
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> ConfidenceSequence.pValue(new Moments(9, 1, 1), 0))
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> ConfidenceSequence.mean(new Moments(9, 1, 1), 95, 10))
                .hasMessageContaining("got 95.0");
    }
}
