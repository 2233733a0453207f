package tino.lifecycle.database;

import java.io.IOException;
import java.nio.file.Path;
import tino.lifecycle.secret.KeyFile;

/** The password of the embedded server: made once, known to whoever may read {@code <home>/keys}. */
final class ServerPassword {
    private ServerPassword() {}

    static String of(Path home) throws IOException {
        return KeyFile.hex(home.resolve("keys/postgres"), 24);
    }
}
