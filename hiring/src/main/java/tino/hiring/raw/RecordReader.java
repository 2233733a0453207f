package tino.hiring.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file that is one JSON object into its members, one after the other, however large the file. Only brackets, quotes and
 * backslashes are looked at; whether a member is JSON is for others to say. Where the file is damaged it goes on at the
 * next place that looks like the beginning of a record: {@code "key": {"marker":}.
 */
final class RecordReader implements AutoCloseable {
    /** No record of an honest file is longer, CV of 5 MB included. */
    static final int LONGEST = 16 << 20;

    /** What is kept of something longer. */
    private static final int HEAD = 1 << 16;

    private static final int CHUNK = 1 << 18;
    private static final int LONGEST_KEY = 64;

    private final Path file;
    private final InputStream in;
    private final byte[] marker;
    private byte[] buffer = new byte[2 * CHUNK];
    private int at;
    private int end;

    /** Where in the buffer begins what may have to be read again. */
    private int kept;

    private long base;
    private long line;
    private boolean ended;
    private boolean over;
    private boolean complete;

    /** Where a record begins and where the next one may. */
    record Place(long offset, long line) {
        static final Place START = new Place(0, 1);
    }

    /**
     * A member or a piece of something else.
     *
     * @param text of the member with its key, or its head where it is too long
     * @param next where reading goes on after it
     * @param problem why it cannot be a record; {@code null} where it may be one
     */
    record Piece(
            Place place, byte[] text, Place next, @Nullable Problem problem) {}

    enum Problem {
        TOO_LONG,
        BROKEN,
        NOT_A_MEMBER,
        CUT_OFF
    }

    /**
     * @param marker the name with which the value of a record begins; only looked for behind damage
     * @param from where an earlier reading stopped, or {@link Place#START}
     */
    RecordReader(Path file, String marker, Place from) throws IOException {
        this.file = file;
        this.marker = ('"' + marker + '"').getBytes(StandardCharsets.UTF_8);
        this.in = Files.newInputStream(file);
        this.base = from.offset;
        this.line = from.line;
        in.skipNBytes(from.offset);
        if (from.offset == 0) {
            open();
        }
    }

    private void open() throws IOException {
        if (peek(0) == 0xEF && peek(1) == 0xBB && peek(2) == 0xBF) {
            advance(3);
        }
        skipSpace();
        if (peek(0) != '{') {
            throw new NotRecords("Expected " + file + " to be one JSON object with a member for each code, "
                    + (peek(0) < 0 ? "got an empty file" : "got something that begins with " + shown())
                    + ". Name the file that has the records.");
        }
        advance(1);
    }

    private String shown() throws IOException {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < 20 && peek(i) >= 0; i++) {
            int c = peek(i);
            text.append(c >= ' ' && c < 127 ? (char) c : '?');
        }
        return text.append('\'').toString();
    }

    /** A file that has no records at all. */
    static final class NotRecords extends IllegalArgumentException {
        NotRecords(String message) {
            super(message);
        }
    }

    /** @return {@code null} at the end */
    @Nullable
    Piece next() throws IOException {
        if (over) {
            return null;
        }
        skipSpaceAndCommas();
        kept = at;
        int c = peek(0);
        if (c == '"') {
            return member();
        }
        if (c == '}') {
            advance(1);
            skipSpace();
            if (peek(0) < 0) {
                over = true;
                return null;
            }
            return upToNextRecord(0, Problem.NOT_A_MEMBER);
        }
        if (c < 0) {
            over = true;
            return new Piece(place(), new byte[0], place(), Problem.CUT_OFF);
        }
        return upToNextRecord(0, Problem.NOT_A_MEMBER);
    }

    /**
     * What was handed out last turned out not to be JSON: if another record begins inside it, it ends there and the other one
     * is read next.
     */
    Piece broken(Piece last) throws IOException {
        int inside = startIn(last.text);
        if (inside < 0) {
            return last;
        }
        // All of it is still in the buffer: nothing is thrown away before the next one is asked for.
        at -= (int) (last.next.offset - last.place.offset);
        line = last.place.line;
        return cut(inside, Problem.BROKEN);
    }

    private Piece member() throws IOException {
        int length = memberLength();
        if (length == LONGEST || !complete) {
            Problem problem = length == LONGEST ? Problem.TOO_LONG : Problem.BROKEN;
            int inside = startIn(Arrays.copyOfRange(buffer, at, at + length));
            return inside < 0 ? upToNextRecord(1, problem) : cut(inside, Problem.BROKEN);
        }
        return cut(length, null);
    }

    /** Up to and with its last character; {@link #LONGEST} if it does not end before, and not complete if the file does. */
    private int memberLength() throws IOException {
        complete = true;
        int length = 0;
        int depth = 0;
        boolean inside = false;
        boolean colon = false;
        while (length < LONGEST) {
            int c = peek(length);
            if (c < 0) {
                complete = false;
                return end - at;
            }
            if (inside) {
                if (c == '\\') {
                    length++;
                } else if (c == '"') {
                    inside = false;
                }
            } else if (c == '"') {
                inside = true;
            } else if (c == ':' && depth == 0) {
                colon = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    return length;
                }
                if (--depth == 0 && colon) {
                    return length + 1;
                }
            } else if (c == ',' && depth == 0) {
                return length;
            }
            length++;
        }
        return LONGEST;
    }

    private Piece cut(int length, @Nullable Problem problem) throws IOException {
        Place from = place();
        byte[] text = Arrays.copyOfRange(buffer, at, at + length);
        advance(length);
        return new Piece(from, text, place(), problem);
    }

    /** @param skipped characters that certainly belong to what is wrong */
    private Piece upToNextRecord(int skipped, Problem problem) throws IOException {
        Place from = place();
        byte[] head = new byte[0];
        int length = skipped;
        while (peek(length) >= 0 && !recordStarts(length)) {
            if (++length == CHUNK) {
                head = head.length == 0 ? Arrays.copyOfRange(buffer, at, at + HEAD) : head;
                advance(length);
                kept = at;
                length = 0;
            }
        }
        if (head.length == 0) {
            head = Arrays.copyOfRange(buffer, at, at + Math.min(length, HEAD));
        }
        advance(length);
        over = peek(0) < 0;
        return new Piece(from, head, place(), problem);
    }

    private boolean recordStarts(int from) throws IOException {
        if (peek(from) != '"' || (from > 0 && peek(from - 1) == '\\')) {
            return false;
        }
        int i = from + 1;
        while (i - from <= LONGEST_KEY && peek(i) >= ' ' && peek(i) != '"' && peek(i) != '\\') {
            i++;
        }
        if (i == from + 1 || peek(i) != '"') {
            return false;
        }
        i = afterSpace(i + 1);
        if (peek(i) != ':') {
            return false;
        }
        i = afterSpace(i + 1);
        if (peek(i) != '{') {
            return false;
        }
        i = afterSpace(i + 1);
        for (byte one : marker) {
            if (peek(i++) != one) {
                return false;
            }
        }
        return true;
    }

    private int afterSpace(int from) throws IOException {
        int i = from;
        while (i - from < 4 * LONGEST_KEY && isSpace(peek(i))) {
            i++;
        }
        return i;
    }

    /** Where in a text another record begins, not at its start; −1 if nowhere. */
    private int startIn(byte[] text) throws IOException {
        try (RecordReader inside = new RecordReader(file, marker, text)) {
            for (int i = 1; i < text.length; i++) {
                if (text[i] == '"' && inside.recordStarts(i)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private RecordReader(Path file, byte[] marker, byte[] text) {
        this.file = file;
        this.marker = marker;
        this.in = InputStream.nullInputStream();
        this.buffer = text;
        this.end = text.length;
        this.ended = true;
    }

    private Place place() {
        return new Place(base + at, line);
    }

    private void skipSpaceAndCommas() throws IOException {
        while (isSpace(peek(0)) || peek(0) == ',') {
            advance(1);
        }
    }

    private void skipSpace() throws IOException {
        while (isSpace(peek(0))) {
            advance(1);
        }
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private void advance(int length) throws EOFException {
        if (at + length > end) {
            throw new EOFException();
        }
        for (int i = 0; i < length; i++) {
            if (buffer[at + i] == '\n') {
                line++;
            }
        }
        at += length;
    }

    /** The byte so far ahead, −1 behind the end. */
    private int peek(int ahead) throws IOException {
        while (at + ahead >= end) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[at + ahead] & 0xff;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (buffer.length - end < CHUNK) {
            if (kept >= CHUNK) {
                System.arraycopy(buffer, kept, buffer, 0, end - kept);
                base += kept;
                at -= kept;
                end -= kept;
                kept = 0;
            }
            if (buffer.length - end < CHUNK) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
            return false;
        }
        end += read;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
