package tino.lifecycle.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tino.lifecycle.file.Durable;
import tino.lifecycle.secret.KeyFile;

/**
 * Names for people in the log: a keyed hash (HMAC-SHA-256, RFC 2104) whose keys lie outside the database. Under one key the
 * same person always has the same pseudonym; without the key nobody can find out whose it is, even by trying all addresses.
 *
 * <p>Keys are numbered. What is new gets its pseudonym under the newest; what is old is found under every key that is kept.
 * Destroying a key cuts what was written under it from its people, for good. A change of the keys by another process is
 * noticed within {@link #FRESH}.
 */
public final class Pseudonyms {
    /** How long the change of another process may go unnoticed. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final String NAME = "pseudonyms";
    private static final Pattern FILE = Pattern.compile(NAME + "(?:\\.([1-9][0-9]{0,8}))?");

    /** Before what is no pseudonym: no identity contains it. */
    private static final char APART = '\0';

    private final Path folder;
    private volatile Known known;

    private Pseudonyms(Path folder, List<Key> keys) {
        this.folder = folder;
        this.known = new Known(keys, System.nanoTime());
    }

    private record Key(int number, SecretKeySpec secret) {}

    /** @param keys newest first */
    private record Known(List<Key> keys, long lookedAt) {}

    /** With the keys of this home, {@code <home>/keys/pseudonyms} and {@code pseudonyms.2}, …; the first is made on first use. */
    public static Pseudonyms of(Path home) {
        Path folder = home.resolve("keys");
        try {
            List<Key> keys = read(folder);
            if (keys.isEmpty()) {
                KeyFile.hex(file(folder, 1), KEY_BYTES);
                keys = read(folder);
            }
            return new Pseudonyms(folder, keys);
        } catch (IOException e) {
            throw new UncheckedIOException("The key of the pseudonyms cannot be used: " + e.getMessage(), e);
        }
    }

    private static Path file(Path folder, int number) {
        return folder.resolve(number == 1 ? NAME : NAME + "." + number);
    }

    private static List<Key> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    int number = name.group(1) == null ? 1 : Integer.parseInt(name.group(1));
                    try {
                        byte[] secret = HexFormat.of().parseHex(KeyFile.read(file, KEY_BYTES));
                        keys.add(new Key(number, new SecretKeySpec(secret, ALGORITHM)));
                    } catch (NoSuchFileException destroyed) {
                        // Between the list and this.
                    }
                }
            }
        }
        keys.sort(Comparator.comparingInt(Key::number).reversed());
        return List.copyOf(keys);
    }

    private List<Key> current() {
        Known now = known;
        if (System.nanoTime() - now.lookedAt < FRESH.toNanos()) {
            return now.keys;
        }
        return look();
    }

    private List<Key> look() {
        List<Key> keys;
        try {
            keys = read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The keys of the pseudonyms cannot be read: " + e.getMessage(), e);
        }
        if (keys.isEmpty()) {
            throw new UncheckedIOException(new NoSuchFileException(
                    folder.resolve(NAME).toString(),
                    null,
                    "expected at least one key of the pseudonyms; put the files back"));
        }
        known = new Known(keys, System.nanoTime());
        return keys;
    }

    /**
     * The pseudonym of whoever this identifies, under the newest key: 22 characters of base64url, 128 bits.
     *
     * @param identity a session, an account, an address; compared exactly
     */
    public String of(String identity) {
        return hash(current().getFirst(), identity);
    }

    /** The pseudonyms of whoever this identifies under every key that is kept, newest first. */
    public List<String> all(String identity) {
        return current().stream().map(key -> hash(key, identity)).toList();
    }

    /**
     * What proves to whoever names somebody that this was about them, and is in no log: a keyed hash that is no pseudonym.
     * Under every key that is kept, newest first.
     */
    public List<String> receipts(String identity) {
        return all("receipt" + APART + identity);
    }

    /** The numbers of the keys that are kept, newest first. */
    public List<Integer> keys() {
        return look().stream().map(Key::number).toList();
    }

    /** Makes a new key, under which everything new is written from now on. @return its number */
    public int rotate() {
        int number = look().getFirst().number() + 1;
        try {
            KeyFile.hex(file(folder, number), KEY_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("A new key of the pseudonyms cannot be made: " + e.getMessage(), e);
        }
        look();
        return number;
    }

    /**
     * Destroys a key. Nobody can say any more whose was what was written under it.
     *
     * @throws IllegalArgumentException if there is no such key, or it is the newest
     */
    public void destroy(int number) {
        List<Integer> kept = keys();
        if (!kept.contains(number) || kept.getFirst() == number) {
            throw new IllegalArgumentException("Expected the number of an older key of the pseudonyms, got " + number
                    + "; kept are " + kept + ", and the first of these is in use. Rotate before you destroy it.");
        }
        try {
            Files.deleteIfExists(file(folder, number));
            Durable.syncFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Key " + number + " of the pseudonyms cannot be destroyed", e);
        }
        look();
    }

    private static String hash(Key key, String identity) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret);
            byte[] hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, PSEUDONYM_BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
    }
}
