package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tino.ranking.letor.Judgements;
import tino.ranking.letor.LetorFile;
import tino.trees.Library;

/** A judgement list on the command line. */
final class JudgementOptions {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "The judgement list.")
    private Path data = Path.of("");

    @Option(
            names = "--query",
            paramLabel = "FILE",
            description = "The number of lines of each query (default: qid: in the list, else LIST.query).")
    private @Nullable Path query;

    Judgements read(Library library) throws IOException {
        return read(data, query, library);
    }

    Path data() {
        return data;
    }

    /** What a line does not name is 0 to LightGBM and missing to XGBoost, as when they read such files themselves. */
    static Judgements read(Path file, @Nullable Path query, Library library) throws IOException {
        return LetorFile.read(file, query, library == Library.XGBOOST ? Float.NaN : 0);
    }
}
