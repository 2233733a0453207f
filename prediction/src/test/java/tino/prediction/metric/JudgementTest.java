package tino.prediction.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tino.lifecycle.statistic.Interval;

class JudgementTest {
    private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};
    private static final boolean[] LABELS = {false, false, true, true};

    /** scikit-learn's documentation of precision_recall_curve and average_precision_score. */
    @Test
    void theCurveIsThatOfAnotherImplementation() {
        PrecisionRecall curve = PrecisionRecall.of(SCORES, LABELS);
        assertThat(curve.precision()).containsExactly(new double[] {0.5, 2 / 3.0, 0.5, 1, 1}, within(1e-12));
        assertThat(curve.recall()).containsExactly(1, 1, 0.5, 0.5, 0);
        assertThat(curve.thresholds()).containsExactly(0.1, 0.35, 0.4, 0.8);
        assertThat(curve.area()).isCloseTo(0.8333, within(5e-5));
    }

    /** scikit-learn's test_ranking.py, test_precision_recall_curve_toydata: y = 0 1, score = 0 1. */
    @Test
    void theCurveOfTwoCasesIsThatOfAnotherImplementation() {
        PrecisionRecall curve = PrecisionRecall.of(new double[] {0, 1}, new boolean[] {false, true});
        assertThat(curve.precision()).containsExactly(0.5, 1, 1);
        assertThat(curve.recall()).containsExactly(1, 1, 0);
        assertThatThrownBy(() -> PrecisionRecall.of(new double[] {0}, new boolean[] {false}))
                .hasMessageContaining("at least one yes");
    }

    /** scikit-learn's documentation: roc_auc .75, average precision .8333; the rest by hand. */
    @Test
    void measuresAsOthersDo() {
        Judgement judgement = Judgement.of(SCORES, LABELS, 0.35, 15, Map.of(), new SplittableRandom(1));
        assertThat(judgement.rocArea().mean()).isCloseTo(0.75, within(1e-12));
        assertThat(judgement.prArea().mean()).isCloseTo(0.8333, within(5e-5));
        assertThat(judgement.error().mean()).isEqualTo(0.25);
        assertThat(judgement.brier().mean())
                .isCloseTo((0.1 * 0.1 + 0.4 * 0.4 + 0.65 * 0.65 + 0.2 * 0.2) / 4, within(1e-12));
        assertThat(judgement.logLoss().mean())
                .isCloseTo(-(Math.log(0.9) + Math.log(0.6) + Math.log(0.35) + Math.log(0.8)) / 4, within(1e-12));
        assertThat(judgement.precision().mean()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(judgement.recall().mean()).isEqualTo(1);
        assertThat(judgement.atHalf()).isEqualTo(new Confusion(1, 0, 1, 2));
        assertThat(judgement.atThreshold()).isEqualTo(new Confusion(2, 1, 0, 1));
        assertThat(judgement.calibrationError().mean())
                .isCloseTo(judgement.reliability().expectedError(), within(1e-12));
        assertThat(judgement.positives()).isEqualTo(2);
    }

    /** Of a share, the textbook's standard error is √(p (1 − p) / n). */
    @Test
    void intervalsAreAsWideAsTheTextbookSays() {
        int n = 4_000;
        SplittableRandom random = new SplittableRandom(2);
        double[] probabilities = random.doubles(n, 0.01, 0.99).toArray();
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextDouble() < probabilities[i];
        }
        Judgement judgement = Judgement.of(probabilities, labels, 0.8, 15, Map.of(), random);
        Interval error = judgement.error();
        assertThat(error.high() - error.low())
                .isCloseTo(2 * 1.96 * Math.sqrt(error.mean() * (1 - error.mean()) / n), within(0.002));
        long called = judgement.atThreshold().called();
        double precision = judgement.precision().mean();
        assertThat(judgement.precision().high() - judgement.precision().low())
                .isCloseTo(2 * 1.96 * Math.sqrt(precision * (1 - precision) / called), within(0.006));
        // Of uniform probabilities, called from .8 to .99 on, nine tenths come true.
        assertThat(precision).isCloseTo(0.895, within(0.03));
        double[] values = PerCase.precision(0.8, probabilities, labels);
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(precision, within(1e-12));
        assertThat(Arrays.stream(PerCase.recall(0.8, probabilities, labels))
                        .average()
                        .orElseThrow())
                .isCloseTo(judgement.recall().mean(), within(1e-12));
        double variance = Arrays.stream(values)
                        .map(value -> (value - precision) * (value - precision))
                        .sum()
                / n;
        assertThat(Math.sqrt(variance / n)).isCloseTo(Math.sqrt(precision * (1 - precision) / called), within(0.001));
    }

    @Test
    void saysHowDifferentlyGroupsAreTreated() {
        double[] probabilities = {0.9, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.9};
        boolean[] labels = {true, false, false, true, true, true, false, true, true};
        String[] sex = {"m", "m", "m", "m", "f", "f", "f", "f", null};
        Judgement judgement = Judgement.of(probabilities, labels, 0.5, 15, Map.of("sex", sex), new SplittableRandom(1));
        GroupRates rates = judgement.groups().getFirst();
        // Two of four men are called and one of four women; of those who were yes, one of two and one of three.
        assertThat(rates.demographicParity().mean()).isEqualTo(0.25);
        assertThat(rates.equalOpportunity().mean()).isCloseTo(1 / 2.0 - 1 / 3.0, within(1e-12));
        assertThat(rates.groups())
                .containsExactly(
                        new GroupRates.Group("f", new Confusion(1, 0, 2, 1)),
                        new GroupRates.Group("m", new Confusion(1, 1, 1, 1)));
    }

    @Test
    void oneClassAloneHasNoAreas() {
        Judgement judgement =
                Judgement.of(new double[] {0.2, 0.6}, new boolean[2], 0.5, 15, Map.of(), new SplittableRandom(1));
        assertThat(judgement.rocArea().mean()).isNaN();
        assertThat(judgement.rocArea().low()).isNaN();
        assertThat(judgement.precision().mean()).isZero();
        assertThat(judgement.recall().mean()).isZero();
        assertThatThrownBy(
                        () -> Judgement.of(new double[0], new boolean[0], 0.5, 15, Map.of(), new SplittableRandom(1)))
                .hasMessageContaining("Expected cases");
    }
}
