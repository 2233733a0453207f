package tino.lifecycle.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tino.lifecycle.file.Durable;

/** Where names stand in files: anywhere if they cannot be mistaken, else only as words of their own. */
final class Mentions {
    private static final int CHUNK = 1 << 20;
    private static final int SHORTEST = 3;
    private static final byte MASK = '*';

    private final List<Name> names;
    private final int longest;
    private final boolean[] first = new boolean[256];

    private record Name(byte[] text, boolean anywhere) {}

    /** @param names shorter ones than three characters are in every file and are not looked for */
    Mentions(Collection<String> names) {
        this.names = names.stream()
                .filter(name -> name.length() >= SHORTEST)
                .map(name -> new Name(name.getBytes(StandardCharsets.UTF_8), Subject.unmistakable(name)))
                .toList();
        this.longest =
                this.names.stream().mapToInt(name -> name.text.length).max().orElse(0);
        this.names.forEach(name -> first[name.text[0] & 0xff] = true);
    }

    /** Whether one of the names stands in the file; a {@code .gz} is looked into. */
    boolean in(Path file) throws IOException {
        boolean[] found = new boolean[1];
        try (InputStream in = open(file)) {
            scan(in, (_, _) -> found[0] = true);
        }
        return found[0];
    }

    private static boolean packed(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return packed(file) ? new GZIPInputStream(raw) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * Puts asterisks over the names. A plain file keeps its length and place, so that whoever appends to it meanwhile is not
     * disturbed; a packed one is replaced.
     *
     * @return whether there was any
     */
    boolean mask(Path file) throws IOException {
        return packed(file) ? maskPacked(file) : maskPlain(file);
    }

    private boolean maskPlain(Path file) throws IOException {
        boolean[] found = new boolean[1];
        try (InputStream in = Files.newInputStream(file);
                RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            scan(in, (at, length) -> {
                byte[] mask = new byte[length];
                Arrays.fill(mask, MASK);
                out.seek(at);
                out.write(mask);
                found[0] = true;
            });
            if (found[0]) {
                out.getFD().sync();
            }
        }
        return found[0];
    }

    private boolean maskPacked(Path file) throws IOException {
        if (!in(file)) {
            return false;
        }
        byte[] text;
        try (InputStream in = open(file)) {
            text = in.readAllBytes();
        }
        scan(text, text.length, 0, true, (at, length) -> Arrays.fill(text, (int) at, (int) at + length, MASK), _ -> {});
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, packed.toByteArray());
        Durable.sync(fresh);
        Durable.publish(fresh, file);
        return true;
    }

    private interface Found {
        void at(long offset, int length) throws IOException;
    }

    private void scan(InputStream in, Found found) throws IOException {
        byte[] buffer = new byte[CHUNK + 2 * (longest + 1)];
        int held = 0;
        long start = 0;
        boolean end = false;
        while (!end) {
            int read = in.readNBytes(buffer, held, buffer.length - held);
            end = read < buffer.length - held;
            held += read;
            long[] next = {start};
            scan(buffer, held, start, end, found, reached -> next[0] = reached);
            // What was not looked at yet, and the byte before it: a word begins where none goes on.
            int keep = (int) (start + held - next[0]) + (next[0] > start ? 1 : 0);
            System.arraycopy(buffer, held - keep, buffer, 0, keep);
            start += held - keep;
            held = keep;
        }
    }

    /** @param start offset of the buffer in the file @param reached receives the offset up to which names were looked for */
    private void scan(byte[] buffer, int length, long start, boolean end, Found found, LongConsumer reached)
            throws IOException {
        int until = end ? length : length - longest - 1;
        int i = start == 0 ? 0 : 1;
        while (i < until) {
            int matched = first[buffer[i] & 0xff] ? matched(buffer, length, i) : 0;
            if (matched > 0) {
                found.at(start + i, matched);
            }
            i += Math.max(1, matched);
        }
        reached.accept(start + Math.max(i, 0));
    }

    private int matched(byte[] buffer, int length, int at) {
        for (Name name : names) {
            int end = at + name.text.length;
            if (end <= length
                    && Arrays.equals(buffer, at, end, name.text, 0, name.text.length)
                    && (name.anywhere || (at == 0 || !word(buffer[at - 1])) && (end == length || !word(buffer[end])))) {
                return name.text.length;
            }
        }
        return 0;
    }

    /** Letters, digits, and every byte of a character beyond ASCII. */
    private static boolean word(byte character) {
        return character < 0 || Character.isLetterOrDigit(character);
    }
}
