package tino.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.prediction.table.TableModel;
import tino.prediction.table.TableRows;

/** {@code tino predict score}: one probability and one decision a line. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description =
                "Prints the probability and the decision of every row of a table, one a line, in its order, as CSV.")
final class PredictScoreCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final TableOptions table = new TableOptions();

    @Mixin
    private final PredictModel model = new PredictModel();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the lines go (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        TableModel read = model.read();
        double threshold = model.threshold(read);
        TableRows rows = TableRows.read(table.open(), read.schema(), false, List.of());
        rows.remarks().forEach(output::remark);
        double[] probabilities = read.probabilities(rows);
        if (out != null) {
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(out))) {
                writer.println("probability,decision");
                for (double probability : probabilities) {
                    writer.println(line(probability, threshold));
                }
            }
            output.result(Map.of("rows", probabilities.length, "out", out.toString(), "threshold", threshold));
        } else if (output.json()) {
            output.result(Map.of("probabilities", probabilities, "threshold", threshold));
        } else {
            output.print("probability,decision");
            for (double probability : probabilities) {
                output.print(line(probability, threshold));
            }
        }
        return Exit.OK;
    }

    private static String line(double probability, double threshold) {
        return probability + "," + (probability >= threshold);
    }
}
