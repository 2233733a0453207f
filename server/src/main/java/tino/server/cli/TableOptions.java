package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tino.lifecycle.dataset.TableFile;

/** A table on the command line. */
final class TableOptions {
    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    private static final class Which {
        @Option(
                names = "--csv",
                paramLabel = "FILE",
                description = "The table; a name that ends in .parquet is Parquet.")
        private @Nullable Path csv;

        @Option(names = "--parquet", paramLabel = "FILE", description = "The table, as Parquet whatever its name.")
        private @Nullable Path parquet;
    }

    TableFile open() throws IOException {
        if (which.parquet != null) {
            return TableFile.open(which.parquet, TableFile.Format.PARQUET);
        }
        if (which.csv == null) {
            throw new Failure(Exit.USAGE, "Expected a table, --csv FILE or --parquet FILE.");
        }
        return TableFile.open(which.csv);
    }
}
