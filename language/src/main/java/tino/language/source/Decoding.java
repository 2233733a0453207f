package tino.language.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as text: by their byte order mark; else as UTF-8 where they are that; else as an HTML page says of itself; else as
 * windows-1252, in which old Portuguese texts are.
 */
final class Decoding {
    private static final Charset OLD = Charset.forName("windows-1252");
    private static final Pattern DECLARED = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)");
    private static final int LOOK = 2_048;

    private Decoding() {}

    static boolean hasByteOrderMark(byte[] bytes) {
        return mark(bytes) != null;
    }

    static String decode(byte[] bytes, SourceKind kind) {
        Charset marked = mark(bytes);
        String text = marked != null ? new String(bytes, marked) : unmarked(bytes, kind);
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return whole.indexOf('\r') < 0 ? whole : whole.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String unmarked(byte[] bytes, SourceKind kind) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, kind == SourceKind.HTML ? declared(bytes) : OLD);
        }
    }

    private static Charset declared(byte[] bytes) {
        Matcher declared =
                DECLARED.matcher(new String(bytes, 0, Math.min(bytes.length, LOOK), StandardCharsets.ISO_8859_1));
        try {
            Charset named = declared.find() ? Charset.forName(declared.group(1)) : OLD;
            // It is no UTF-8, whatever it says; and browsers take Latin 1 for windows-1252.
            return named.equals(StandardCharsets.UTF_8) || named.equals(StandardCharsets.ISO_8859_1) ? OLD : named;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return OLD;
        }
    }

    private static @Nullable Charset mark(byte[] bytes) {
        int a = at(bytes, 0);
        int b = at(bytes, 1);
        if (a == 0xEF && b == 0xBB && at(bytes, 2) == 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (a == 0xFE && b == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        return a == 0xFF && b == 0xFE ? StandardCharsets.UTF_16LE : null;
    }

    private static int at(byte[] bytes, int place) {
        return place < bytes.length ? bytes[place] & 0xFF : -1;
    }
}
