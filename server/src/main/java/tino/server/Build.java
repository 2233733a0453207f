package tino.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which build of Tino this is. */
public final class Build {
    private Build() {}

    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** The commit it was built from; {@code unknown} where it was built without git. */
    public static String commit() {
        try (InputStream file = Build.class.getResourceAsStream("commit.txt")) {
            String commit = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
