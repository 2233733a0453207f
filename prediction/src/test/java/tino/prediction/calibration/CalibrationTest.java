package tino.prediction.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.lifecycle.statistic.Reliability;

class CalibrationTest {

    private static double[] fitted(double[] x, double[] y, double[] weights) {
        IsotonicRegression curve = IsotonicRegression.fit(x, y, weights);
        return Arrays.stream(x).map(curve::value).toArray();
    }

    /** scikit-learn's test_isotonic.py, test_isotonic_regression. */
    @Test
    void theRisingCurveIsThatOfAnotherImplementation() {
        double[] x = IntStream.range(0, 7).asDoubleStream().toArray();
        double[] ones = DoubleStream.generate(() -> 1).limit(7).toArray();
        assertThat(fitted(x, new double[] {3, 7, 5, 9, 8, 7, 10}, ones)).containsExactly(3, 6, 6, 8, 8, 8, 10);
    }

    /** scikit-learn's test_isotonic.py, test_isotonic_regression_auto_increasing's neighbour with weights 1 to 7. */
    @Test
    void weightsCount() {
        double[] x = IntStream.range(0, 7).asDoubleStream().toArray();
        double[] weights = {1, 2, 3, 4, 5, 6, 7};
        double[] values = fitted(x, new double[] {1, 41, 51, 1, 2, 5, 24}, weights);
        assertThat(values[0]).isEqualTo(1);
        assertThat(Arrays.copyOfRange(values, 1, 6)).containsOnly(new double[] {13.95}, within(1e-12));
        assertThat(values[6]).isEqualTo(24);
    }

    @Test
    void theCurveIsLinearBetweenPointsPoolsEqualOnesAndStaysBeyondThem() {
        IsotonicRegression curve =
                IsotonicRegression.fit(new double[] {2, 1, 1, 4}, new double[] {3, 1, 2, 7}, new double[] {1, 1, 3, 1});
        assertThat(curve.value(1)).isEqualTo(1.75);
        assertThat(curve.value(3)).isEqualTo(5);
        assertThat(curve.value(-9)).isEqualTo(1.75);
        assertThat(curve.value(9)).isEqualTo(7);
        assertThatThrownBy(() -> IsotonicRegression.fit(new double[0], new double[0], new double[0]))
                .hasMessageContaining("Expected points");
    }

    /** scikit-learn's test_calibration.py, test_sigmoid_calibration: F = 5 −4 1, Y = 1 −1 −1. */
    @Test
    void theLogisticCurveIsThatOfAnotherImplementation() {
        Platt platt = Platt.fit(new double[] {5, -4, 1}, new boolean[] {true, false, false});
        assertThat(platt.a()).isCloseTo(-0.20261354391187855, within(5e-4));
        assertThat(platt.b()).isCloseTo(0.6523631498001051, within(5e-4));
    }

    @Test
    void scoresThatSayNothingOrTheContraryGetTheShareOfYes() {
        Platt platt = Platt.fit(new double[] {1, 2, 3, 4}, new boolean[] {true, true, false, false});
        assertThat(platt.a()).isZero();
        assertThat(platt.probability(100)).isCloseTo(0.5, within(1e-12));
        assertThatThrownBy(() -> Platt.fit(new double[0], new boolean[0])).hasMessageContaining("got 0");
        assertThatThrownBy(() -> new Platt(1, 0)).hasMessageContaining("a = 1.0");
    }

    @Test
    void nothingIsCertain() {
        Isotonic isotonic = Isotonic.fit(new double[] {-1, 1}, new boolean[] {false, true});
        assertThat(isotonic.probability(-50)).isEqualTo(0.25);
        assertThat(isotonic.probability(50)).isEqualTo(0.75);
        assertThat(new Uncalibrated().probability(-2000)).isPositive();
        assertThat(new Uncalibrated().probability(2000)).isLessThan(1);
        assertThatThrownBy(() -> new Isotonic(new double[] {1, 2}, new double[] {0.5, 0.4}))
                .hasMessageContaining("at place 1");
    }

    /** Log odds z, where the truth is a curve of z; what remains wrong is a matter of 40,000 draws. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "platt", "isotonic"})
    void choosesTheMethodThatTheTruthCallsForAndLearnsTheTruth(String method) {
        SplittableRandom random = new SplittableRandom(3);
        int n = 20_000;
        double[] scores = new double[n];
        double[] truth = new double[n];
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            scores[i] = random.nextGaussian() * 2;
            truth[i] = switch (method) {
                case "none" -> 1 / (1 + Math.exp(-scores[i]));
                case "platt" -> 1 / (1 + Math.exp(-scores[i] * 0.4 + 1));
                // A step, which no logistic curve has.
                default -> scores[i] < 0 ? 0.1 : scores[i] < 2 ? 0.3 : 0.9;
            };
            labels[i] = random.nextDouble() < truth[i];
        }
        CrossFitted chosen = CrossFitted.choose(scores, labels, Folds.stratified(labels, 10, new SplittableRandom(1)));
        // Where the model is right already, a logistic curve finds as much, and may win by a hair.
        assertThat(chosen.calibration().method()).isIn(method, method.equals("none") ? "platt" : method);
        assertThat(Reliability.of(chosen.calibration().probabilities(scores), truth, 15)
                        .expectedError())
                .isLessThan(0.01);
        assertThat(chosen.logLoss()).containsOnlyKeys("none", "platt", "isotonic");
    }

    /** Noise alone: to the cases that it was fitted to, a bending curve is a better fit than any other, and must not win by that. */
    @Test
    void accidentsDoNotWin() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 300;
        double[] scores = random.doubles(n, -2, 2).toArray();
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-scores[i]));
        }
        CrossFitted chosen = CrossFitted.choose(scores, labels, Folds.stratified(labels, 10, new SplittableRandom(1)));
        assertThat(chosen.calibration().method()).isNotEqualTo("isotonic");
        assertThat(chosen.probabilities()).hasSize(n);
    }

    @Test
    void dealsLabelsEvenlyAndPersonsWhole() {
        boolean[] labels = new boolean[100];
        Arrays.fill(labels, 0, 20, true);
        Folds even = Folds.stratified(labels, 5, new SplittableRandom(1));
        for (int part = 0; part < 5; part++) {
            assertThat(even.inside(part)).hasSize(20);
            assertThat(Arrays.stream(even.inside(part)).filter(row -> labels[row]))
                    .hasSize(4);
            assertThat(even.outside(part)).hasSize(80);
        }
        String[] persons =
                IntStream.range(0, 100).mapToObj(row -> "p" + row % 10).toArray(String[]::new);
        Folds whole = Folds.byPerson(persons, 3, new SplittableRandom(1));
        for (int row = 10; row < 100; row++) {
            assertThat(whole.of()[row]).isEqualTo(whole.of()[row % 10]);
        }
        assertThatThrownBy(() -> Folds.stratified(labels, 1, new SplittableRandom(1)))
                .hasMessageContaining("at least 2");
    }
}
