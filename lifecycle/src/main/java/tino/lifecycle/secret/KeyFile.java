package tino.lifecycle.secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/** A random key in a file that only its owner may read; made on first use, never changed. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * The key as hexadecimal digits.
     *
     * @param bytes the key's length; a file of another length is refused
     * @throws IOException if the file cannot be read or made, or holds something else than such a key
     */
    public static String hex(Path file, int bytes) throws IOException {
        try {
            return read(file, bytes);
        } catch (NoSuchFileException none) {
            create(file, bytes);
            return read(file, bytes);
        }
    }

    /**
     * The key that is there; none is made.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException as {@link #hex}
     */
    public static String read(Path file, int bytes) throws IOException {
        String text = Files.readString(file).trim();
        if (text.length() != 2 * bytes || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IOException(
                    "Expected a key of " + bytes + " bytes (" + 2 * bytes + " hexadecimal digits) in " + file
                            + ", found " + text.length()
                            + " characters. Put the original file back; a new key would not fit what"
                            + " was made with the old one.");
        }
        return text;
    }

    /** Written beside and linked into place, so that of two processes one wins and nobody reads half a key. */
    private static void create(Path file, int bytes) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a key is a file in a folder");
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(folder);
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        Path fresh = posix
                ? Files.createTempFile(
                        folder,
                        "key",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "key", ".new");
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.DSYNC);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            // Somebody else was first; theirs is the key.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
