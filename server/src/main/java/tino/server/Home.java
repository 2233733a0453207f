package tino.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The only folder that Tino writes: {@code TINO_HOME}, by default {@code .tino} where it was started.
 *
 * @param root absolute
 */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** From the environment variable (or system property) {@code TINO_HOME}. */
    public static Home fromEnvironment() {
        String value = System.getProperty("TINO_HOME", System.getenv().getOrDefault("TINO_HOME", ""));
        return new Home(Path.of(value.isBlank() ? ".tino" : value));
    }

    /** The data of the embedded PostgreSQL. */
    public Path postgres() {
        return folder("postgres");
    }

    /** Search indexes and their embedders. */
    public Path index() {
        return folder("index");
    }

    /** Versioned Parquet snapshots. */
    public Path lake() {
        return folder("lake");
    }

    /** Artifacts of model versions. */
    public Path models() {
        return folder("models");
    }

    /** Files that clients log to their runs. */
    public Path artifacts() {
        return folder("artifacts");
    }

    /** Secrets of this installation, readable by its user alone. */
    public Path keys() {
        return folder("keys");
    }

    public Path logs() {
        return folder("logs");
    }

    private Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make the folder " + folder
                            + ". Maybe TINO_HOME should name a folder that this user may write.",
                    e);
        }
    }
}
