package tino.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tino rank score}: one score a line. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Prints the score of every document of a list, one a line, in its order.")
final class RankScoreCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final JudgementOptions judgements = new JudgementOptions();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "LightGBM text or XGBoost JSON.")
    private Path model = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Where the scores go (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        RankModel read = RankModel.read(model);
        double[] scores = read.score(judgements.read(read.ensemble().library()));
        if (out != null) {
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(out))) {
                for (double score : scores) {
                    writer.println(score);
                }
            }
            output.result(Map.of("scores", scores.length, "out", out.toString()));
            return Exit.OK;
        }
        if (output.json()) {
            output.result(Map.of("scores", scores));
            return Exit.OK;
        }
        for (double score : scores) {
            output.print(Double.toString(score));
        }
        return Exit.OK;
    }
}
