package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tino.lifecycle.file.Durable;
import tino.prediction.table.TableModel;

/** The folder of a classifier on the command line. */
final class PredictModel {
    private static final String SUMS = "SHA256SUMS";

    private PredictModel() {}

    static TableModel read(Path folder) throws IOException {
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
