package tino.lifecycle.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL refuses to run as root; this is how we run it then. */
final class Unprivileged {
    private Unprivileged() {}

    /**
     * What to put before a command so that it does not run as root: nothing for an ordinary user, and for root a user
     * namespace in which root is nobody (the files still belong to root outside).
     */
    static List<String> prefix(Path folder) throws IOException {
        if (!isRoot(folder)) {
            return List.of();
        }
        List<String> unshare = List.of("unshare", "-U");
        if (succeeds(List.of("unshare", "-U", "true"))) {
            return unshare;
        }
        throw new IOException(
                "PostgreSQL does not run as root, and this machine lets nobody make a user namespace (unshare -U)."
                        + " Run tino as an ordinary user, or set TINO_DB_URL to a PostgreSQL of your own.");
    }

    private static boolean isRoot(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "who", "");
        try {
            return probe.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && Integer.valueOf(0).equals(Files.getAttribute(probe, "unix:uid"));
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean succeeds(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException absent) {
            return false;
        }
    }
}
