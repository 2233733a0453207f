package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tino.lifecycle.file.Durable;
import tino.prediction.table.TableModel;

/** The folder of a classifier on the command line. Mixed into commands that use one. */
final class PredictModel {
    private static final String SUMS = "SHA256SUMS";

    @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "From tino predict train.")
    private Path folder = Path.of("");

    @Option(names = "--mode", paramLabel = "MODE", description = "Whose threshold (default: the model's first).")
    private @Nullable String mode;

    Path folder() {
        return folder;
    }

    /** The threshold of the mode that was asked for. */
    double threshold(TableModel read) {
        return read.classifier()
                .threshold(mode == null ? read.classifier().mode() : mode)
                .threshold();
    }

    TableModel read() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Failure(Exit.NOT_FOUND, "There is no folder " + folder + " with a classifier in it.");
        }
        return new TableModel.Format().read(folder);
    }

    /** Sees to it, before anything is learned, that only a classifier's folder is ever replaced. */
    static void requirePlace(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new Failure(Exit.NOT_FOUND, "There is no folder " + parent + " to write " + folder + " into.");
        }
        if (!Files.exists(folder) || Files.exists(folder.resolve(SUMS))) {
            return;
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new Failure(
                Exit.USAGE, "There is " + folder + " already, and it is no classifier's folder. Choose another name.");
    }

    /** Beside its place first, so that there is never half of it. */
    static void write(TableModel model, Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        Path part = Files.createTempDirectory(whole.getParent(), "." + whole.getFileName() + "-");
        try {
            new TableModel.Format().write(model, part);
            Durable.delete(whole);
            Files.move(part, whole);
        } finally {
            Durable.delete(part);
        }
    }
}
