package tino.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import tino.server.Home;

/** A home within the home, empty at first and gone when closed; close whatever lives in it before. */
final class TemporaryHome implements AutoCloseable {
    private final Path folder;

    /** @param name path below the home, e.g. {@code worlds/3}; what an earlier one left there is deleted */
    TemporaryHome(String name) {
        this.folder = Home.fromEnvironment().root().resolve(name);
        delete();
    }

    Path folder() {
        return folder;
    }

    private void delete() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Deleting " + folder, e);
        }
    }

    @Override
    public void close() {
        delete();
    }
}
