package tino.language.source;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Text as people see it: composed (Unicode NFC), without characters that show nothing. Those are how instructions are hidden from
 * people but not from models: zero-width and direction marks, tag characters, variation selectors, soft hyphens, controls. What is
 * written backwards and shown forwards (right-to-left override) goes with its marks: people and programs would not read the same.
 */
public final class Cleaning {
    private static final Pattern OVERRIDDEN = Pattern.compile("\\u202E[^\\u202C\\n\\r\\u0085\\u2029]*");

    private Cleaning() {}

    /** With every run of white space, line ends too, as one space; none at either end. */
    public static String line(String text) {
        return spaced(visible(text), false);
    }

    /** With its line ends; every other run of white space is one space, none at either end of a line, no empty lines. */
    public static String lines(String text) {
        return spaced(visible(text), true);
    }

    /** Without invisible characters, composed; white space as it is. */
    static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        OVERRIDDEN.matcher(text).replaceAll("").codePoints().forEach(point -> {
            if (point == '\t' || point == '\n' || point == '\r' || point == '\f' || point == 0x0B || point == 0x85) {
                kept.append(point == '\r' || point == 0x85 ? '\n' : (char) point);
            } else if (Character.getType(point) == Character.SURROGATE) {
                kept.append('\uFFFD');
            } else if (!invisible(point)) {
                kept.appendCodePoint(point);
            }
        });
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    private static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default ->
                point >= 0xFE00 && point <= 0xFE0F // variation selectors
                        || point >= 0xE0100 && point <= 0xE01EF
                        || point == 0x034F // grapheme joiner
                        || point == 0x115F // fillers
                        || point == 0x1160
                        || point == 0x3164
                        || point == 0xFFA0
                        || point == 0x2800; // empty braille
        };
    }

    private static String spaced(String text, boolean keepLines) {
        StringBuilder out = new StringBuilder(text.length());
        boolean space = false;
        boolean line = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n' || character == '\u2028' || character == '\u2029') {
                line = true;
            } else if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                space = true;
            } else {
                if (!out.isEmpty() && (line || space)) {
                    out.append(line && keepLines ? '\n' : ' ');
                }
                out.append(character);
                space = false;
                line = false;
            }
        }
        return out.toString();
    }
}
