package tino.prediction.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tino.lifecycle.dataset.RealData;
import tino.lifecycle.dataset.TableFile;
import tino.prediction.metric.Judgement;
import tino.prediction.threshold.OperatingMode;

/** The census data set Adult (Kohavi, KDD 1996), its published training and test files; skipped where it is not there. */
class AdultTest {

    /** Plain LightGBM with early stopping gets 12.67 % and .0098. Nothing was chosen by the test file. */
    @Test
    void foretellsIncomesWithProbabilitiesThatAreTrue() throws IOException {
        Path folder = RealData.folder("adult");
        TableFile training = TableFile.open(folder.resolve("adult.data"));
        TableSchema.Survey survey = TableSchema.survey(training, "outcome", null, Set.of());
        assertThat(survey.remarks()).isEmpty();
        assertThat(survey.schema().label().positive()).isEqualTo(">50K");
        TableRows rows = TableRows.read(training, survey.schema(), true, List.of());
        assertThat(rows.count()).isEqualTo(32_561);
        long start = System.nanoTime();
        TableTraining.Result result = new TableTraining(TableTraining.PARAMETERS, TableTraining.DEALS, 1)
                .train(
                        rows,
                        List.of(OperatingMode.of("prec80"), OperatingMode.BALANCED, OperatingMode.of("recall90")),
                        share -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        TableModel model = result.model();
        TableRows test =
                TableRows.read(TableFile.open(folder.resolve("adult.test")), model.schema(), true, List.of("sex"));
        assertThat(test.count()).isEqualTo(16_281);
        assertThat(test.remarks()).containsExactly("16281 labels were read without the full stop behind them.");
        Judgement judgement = Judgement.of(
                model.probabilities(test),
                test.labels(),
                model.classifier().threshold("prec80").threshold(),
                Judgement.BINS,
                test.groups(),
                new SplittableRandom(1));
        System.out.printf(
                Locale.ROOT,
                "FIGURE Adult: error %.4f, ECE %.4f, ROC AUC %.4f, PR AUC %.4f, log loss %.4f, Brier %.4f, prec80 on the test:"
                        + " precision %.4f (%.4f to %.4f), recall %.4f; calibration %s %s; trained in %.0f s%n",
                judgement.error().mean(),
                judgement.calibrationError().mean(),
                judgement.rocArea().mean(),
                judgement.prArea().mean(),
                judgement.logLoss().mean(),
                judgement.brier().mean(),
                judgement.precision().mean(),
                judgement.precision().low(),
                judgement.precision().high(),
                judgement.recall().mean(),
                result.calibration().calibration().method(),
                Map.copyOf(result.calibration().logLoss()),
                seconds);
        assertThat(judgement.error().mean()).isLessThanOrEqualTo(0.127);
        assertThat(judgement.calibrationError().mean()).isLessThanOrEqualTo(0.008);
        assertThat(judgement.precision().mean()).isGreaterThanOrEqualTo(0.80);
    }
}
