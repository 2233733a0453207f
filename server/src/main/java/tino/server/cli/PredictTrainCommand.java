package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.dataset.TableFile;
import tino.prediction.metric.Judgement;
import tino.prediction.table.TableModel;
import tino.prediction.table.TableRows;
import tino.prediction.table.TableSchema;
import tino.prediction.table.TableTraining;
import tino.prediction.threshold.ModeOutOfReach;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.OutOfReach;
import tino.prediction.threshold.Threshold;

/** {@code tino predict train}: a classifier from a table. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Trains a classifier from a table.")
final class PredictTrainCommand implements Callable<Integer> {
    private static final List<OperatingMode> USUAL =
            List.of(OperatingMode.of("prec80"), OperatingMode.BALANCED, OperatingMode.of("recall90"));

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final TableOptions table = new TableOptions();

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "What to foretell: two values.")
    private String label = "";

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = "The value that is yes (default: 1, true or yes where there is one, else the rarer one).")
    private @Nullable String positive;

    @Option(names = "--drop", split = ",", paramLabel = "COLUMN", description = "Columns not to learn from.")
    private Set<String> drop = new LinkedHashSet<>();

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "MODE",
            description = {
                "What thresholds promise: precNN, recallNN (percent, with 95 %% confidence) or balanced (best F1). The first is",
                "taken where nobody names one. One that is out of reach fails the training (default: prec80,balanced,recall90 as",
                "far as they are in reach)."
            })
    private List<String> modes = List.of();

    @Option(names = "--valid", paramLabel = "FILE", description = "A second table, judged at the end.")
    private @Nullable Path valid;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Same data, parameters and seed: same model (default: 1).")
    private int seed = 1;

    @Option(
            names = "--param",
            paramLabel = "K=V",
            description = {
                "A parameter of LightGBM, by its own name. Without any, the project's defaults are taken; with any, everything else",
                "is as LightGBM has it."
            })
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the classifier goes.")
    private Path out = Path.of("");

    @Option(names = "--report", paramLabel = "FILE", description = "An HTML page with figures and drawings.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        List<OperatingMode> wanted =
                modes.isEmpty() ? USUAL : modes.stream().map(OperatingMode::of).toList();
        PredictModel.requirePlace(out);
        TableFile file = table.open();
        TableSchema.Survey survey = TableSchema.survey(file, label, positive, drop);
        survey.remarks().forEach(output::remark);
        TableRows rows = TableRows.read(file, survey.schema(), true, List.of());
        rows.remarks().forEach(output::remark);
        TableTraining training = new TableTraining(
                parameters.isEmpty() ? TableTraining.PARAMETERS : parameters, TableTraining.DEALS, seed);
        TableTraining.Result trained;
        try (Progress progress = output.progress("training", 100)) {
            trained = training.train(rows, wanted, share -> progress.to(Math.round(100 * share)));
        }
        if (!modes.isEmpty() && !trained.outOfReach().isEmpty()) {
            throw new ModeOutOfReach(trained.outOfReach().getFirst());
        }
        TableModel model = trained.model();
        PredictModel.write(model, out);
        Judgement unseen = Judgement.of(
                trained.calibration().probabilities(),
                rows.labels(),
                model.classifier().thresholds().getFirst().threshold(),
                Judgement.BINS,
                Map.of(),
                new SplittableRandom(1));
        Map<String, Object> result = told(rows, trained);
        result.put("parameters", training.parameters());
        result.put("out_of_sample", PredictedFigures.json(unseen));
        output.print("On rows that the models judged had not learned from:");
        PredictedFigures.print(unseen, output);
        if (report != null) {
            Files.writeString(
                    report,
                    PredictedPage.of(
                            "Trained on " + file.file(),
                            unseen,
                            trained.calibration().probabilities(),
                            rows.labels()));
        }
        if (valid != null) {
            judge(model, result);
        }
        output.result(result);
        return Exit.OK;
    }

    private void judge(TableModel model, Map<String, Object> result) throws IOException {
        TableRows held = TableRows.read(TableFile.open(Objects.requireNonNull(valid)), model.schema(), true, List.of());
        held.remarks().forEach(output::remark);
        Judgement judgement = Judgement.of(
                model.probabilities(held),
                held.labels(),
                model.classifier().thresholds().getFirst().threshold(),
                Judgement.BINS,
                Map.of(),
                new SplittableRandom(1));
        output.print("On " + valid + ":");
        PredictedFigures.print(judgement, output);
        result.put("valid", PredictedFigures.json(judgement));
    }

    private Map<String, Object> told(TableRows rows, TableTraining.Result trained) {
        TableModel model = trained.model();
        long yes = IntStream.range(0, rows.count())
                .filter(row -> rows.labels()[row])
                .count();
        String method = trained.calibration().calibration().method();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("seed", seed);
        result.put("rows", rows.count());
        result.put("label", model.schema().label().column());
        result.put("positive", model.schema().label().positive());
        result.put("positives", yes);
        result.put("columns", model.schema().layout().names());
        result.put("models", model.classifier().models());
        result.put("rounds", trained.rounds());
        result.put("calibration", method);
        result.put("calibration_log_loss", trained.calibration().logLoss());
        output.print(String.format(
                Locale.ROOT,
                "Wrote %s: yes is '%s', %d of %d rows; %d columns; the mean of %d models, each learned from four fifths of the"
                        + " rows (%d to %d trees)",
                out,
                model.schema().label().positive(),
                yes,
                rows.count(),
                model.schema().layout().size(),
                model.classifier().models(),
                Arrays.stream(trained.rounds()).min().orElse(0),
                Arrays.stream(trained.rounds()).max().orElse(0)));
        output.print(
                "Calibration: " + method + " " + losses(trained.calibration().logLoss()));
        Map<String, Object> thresholds = new LinkedHashMap<>();
        for (Threshold threshold : model.classifier().thresholds()) {
            thresholds.put(threshold.mode().name(), PredictedFigures.json(threshold));
            output.print(PredictedFigures.sentence(threshold));
        }
        result.put("modes", thresholds);
        result.put(
                "out_of_reach",
                trained.outOfReach().stream().map(best -> best.mode().name()).toList());
        trained.outOfReach().stream().map(OutOfReach::sentence).forEach(output::print);
        return result;
    }

    private static String losses(Map<String, Double> losses) {
        StringBuilder text = new StringBuilder("(log loss on rows not fitted to:");
        losses.forEach((method, loss) -> text.append(String.format(Locale.ROOT, " %s %.5f", method, loss)));
        return text.append(')').toString();
    }
}
