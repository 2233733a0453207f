package tino.lifecycle.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import tino.lifecycle.file.Durable;

/**
 * Numbered keys of one purpose: files {@code NAME}, {@code NAME.2}, … in a folder. What is new is made under the newest; older
 * ones are kept for what was made under them, until they are destroyed. A change by another process is noticed within {@link #FRESH}.
 */
public final class KeyRing {
    /** How long the change of another process may go unnoticed. */
    public static final Duration FRESH = Duration.ofSeconds(2);

    private final Path folder;
    private final String name;
    private final int bytes;
    private final String algorithm;
    private final Pattern files;
    private volatile Known known;

    private KeyRing(Path folder, String name, int bytes, String algorithm) throws IOException {
        this.folder = folder;
        this.name = name;
        this.bytes = bytes;
        this.algorithm = algorithm;
        this.files = Pattern.compile(Pattern.quote(name) + "(?:\\.([1-9][0-9]{0,8}))?");
        List<Key> keys = read();
        if (keys.isEmpty()) {
            KeyFile.hex(file(1), bytes);
            keys = read();
        }
        this.known = new Known(keys, System.nanoTime());
    }

    /** @param number 1 is the oldest */
    public record Key(int number, SecretKey secret) {}

    /** @param keys newest first */
    private record Known(List<Key> keys, long lookedAt) {}

    /**
     * The keys of a folder; the first is made on first use.
     *
     * @param name of the files; also what messages call the keys
     * @param bytes length of each key
     * @param algorithm as the Java Cryptography Architecture names it, e.g. {@code HmacSHA256}
     * @throws UncheckedIOException if the files cannot be read or made, or hold something else than such keys
     */
    public static KeyRing open(Path folder, String name, int bytes, String algorithm) {
        try {
            return new KeyRing(folder, name, bytes, algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException("The key of the " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Path file(int number) {
        return folder.resolve(number == 1 ? name : name + "." + number);
    }

    private List<Key> read() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Matcher matcher = files.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    int number = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
                    try {
                        byte[] secret = HexFormat.of().parseHex(KeyFile.read(file, bytes));
                        keys.add(new Key(number, new SecretKeySpec(secret, algorithm)));
                    } catch (NoSuchFileException destroyed) {
                        // Between the list and this.
                    }
                }
            }
        }
        keys.sort(Comparator.comparingInt(Key::number).reversed());
        return List.copyOf(keys);
    }

    /** All keys that are kept, newest first; at least one. */
    public List<Key> keys() {
        Known now = known;
        return System.nanoTime() - now.lookedAt < FRESH.toNanos() ? now.keys : look();
    }

    private List<Key> look() {
        List<Key> keys;
        try {
            keys = read();
        } catch (IOException e) {
            throw new UncheckedIOException("The keys of the " + name + " cannot be read: " + e.getMessage(), e);
        }
        if (keys.isEmpty()) {
            throw new UncheckedIOException(new NoSuchFileException(
                    folder.resolve(name).toString(),
                    null,
                    "expected at least one key of the " + name + "; put the files back"));
        }
        known = new Known(keys, System.nanoTime());
        return keys;
    }

    /** The numbers of the keys that are kept now, newest first. */
    public List<Integer> numbers() {
        return look().stream().map(Key::number).toList();
    }

    /** Makes a new key, under which everything new is made from now on. @return its number */
    public int rotate() {
        int number = look().getFirst().number() + 1;
        try {
            KeyFile.hex(file(number), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A new key of the " + name + " cannot be made: " + e.getMessage(), e);
        }
        look();
        return number;
    }

    /**
     * Destroys a key, for good.
     *
     * @throws IllegalArgumentException if there is no such key, or it is the newest
     */
    public void destroy(int number) {
        List<Integer> kept = numbers();
        if (!kept.contains(number) || kept.getFirst() == number) {
            throw new IllegalArgumentException("Expected the number of an older key of the " + name + ", got " + number
                    + "; kept are " + kept + ", and the first of these is in use. Rotate before you destroy it.");
        }
        try {
            Files.deleteIfExists(file(number));
            Durable.syncFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Key " + number + " of the " + name + " cannot be destroyed", e);
        }
        look();
    }
}
