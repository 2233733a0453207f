package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.dataset.TableFile;
import tino.prediction.metric.Judgement;
import tino.prediction.table.Label;
import tino.prediction.table.TableModel;
import tino.prediction.table.TableRows;
import tino.prediction.table.TableSchema;

/** {@code tino predict eval}: how good a classifier is on a table. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Judges a classifier on a table: error at 0.5, areas, calibration, precision and recall at a threshold,"
                        + " with 95 %% bootstrap intervals over rows.")
final class PredictEvalCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final TableOptions table = new TableOptions();

    @Mixin
    private final PredictModel model = new PredictModel();

    @Option(names = "--label", paramLabel = "COLUMN", description = "What came true (default: as it was trained).")
    private @Nullable String label;

    @Option(names = "--bins", paramLabel = "N", description = "Of the reliability diagram and ece (default: 15).")
    private int bins = Judgement.BINS;

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns by whose values decisions are compared: demographic parity, equal opportunity.")
    private List<String> groups = List.of();

    @Option(names = "--report", paramLabel = "FILE", description = "An HTML page with figures and drawings.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        if (bins < 1) {
            throw new Failure(Exit.USAGE, "Expected at least 1 bin, got " + bins + ".");
        }
        TableModel read = model.read();
        TableSchema schema = read.schema();
        if (label != null) {
            Label trained = schema.label();
            schema = new TableSchema(
                    new Label(label, trained.positive(), trained.negative()), schema.layout(), schema.ignored());
        }
        double threshold = model.threshold(read);
        TableFile file = table.open();
        TableRows rows = TableRows.read(file, schema, true, groups);
        rows.remarks().forEach(output::remark);
        if (rows.count() == 0) {
            throw new Failure(Exit.FAILED, "Expected rows with a label in " + file.file() + ", found none.");
        }
        double[] probabilities = read.probabilities(rows);
        Judgement judgement =
                Judgement.of(probabilities, rows.labels(), threshold, bins, rows.groups(), new SplittableRandom(1));
        PredictedFigures.print(judgement, output);
        if (report != null) {
            Files.writeString(
                    report,
                    PredictedPage.of(model.folder() + " on " + file.file(), judgement, probabilities, rows.labels()));
        }
        output.result(PredictedFigures.json(judgement));
        return Exit.OK;
    }
}
