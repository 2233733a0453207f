package tino.lifecycle.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, as 64 hexadecimal digits. */
public final class Checksum {
    private static final int BUFFER = 1 << 16;

    private Checksum() {}

    public static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** @throws IOException if the file is missing or is not what it was, naming it and both sums */
    public static void verify(Path file, String expected) throws IOException {
        String actual;
        try {
            actual = of(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("Expected " + file + " with SHA-256 " + expected + ", the file is missing.", missing);
        }
        if (!actual.equals(expected)) {
            throw new IOException(
                    "Expected " + file + " with SHA-256 " + expected + ", found " + actual + " (" + Files.size(file)
                            + " bytes). The file was damaged or changed after it was written; restore it from a copy.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
