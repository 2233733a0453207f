package tino.trees.train;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** LightGBM's native code, loaded once. */
public final class LightGbmLibrary {
    private LightGbmLibrary() {}

    private static boolean loaded;

    /**
     * Loads the native code. The binding unpacks it under a fixed name in the temporary folder, over a file that another JVM
     * may just be running: so a folder of our own is put in its way for that moment.
     *
     * @throws IllegalStateException if there is no native code for this machine
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        String property = "java.io.tmpdir";
        String usual = System.getProperty(property);
        try {
            Path own = Files.createTempDirectory("tino-lightgbm");
            try {
                System.setProperty(property, own.toString());
                LGBMBooster.loadNative();
            } finally {
                System.setProperty(property, usual);
                delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("LightGBM's native code cannot be unpacked into " + usual, e);
        } catch (LinkageError e) {
            throw noCode(e);
        }
        if (!LGBMBooster.isNativeLoaded()) {
            throw noCode(null);
        }
        loaded = true;
    }

    private static IllegalStateException noCode(@org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalStateException(
                "LightGBM's native code does not load on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
                        + ". Maybe libgomp is missing (Debian: apt-get install libgomp1)",
                cause);
    }

    /** The loaded code stays mapped without its file (not on Windows, where the file stays until somebody cleans up). */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                file.toFile().deleteOnExit();
                var ignored = file.toFile().delete();
            }
        }
        var ignored = folder.toFile().delete();
    }

    /** An error of the native code as one of ours. */
    static IllegalArgumentException refused(LGBMException e) {
        return new IllegalArgumentException("LightGBM refuses the rows or parameters: " + e.getMessage(), e);
    }
}
