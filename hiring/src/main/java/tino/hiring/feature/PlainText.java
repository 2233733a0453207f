package tino.hiring.feature;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Texts as people, web pages and scanners leave them, and what of that can be compared. */
public final class PlainText {
    /** Tags inside a word divide nothing; all others do. */
    private static final Pattern INLINE = Pattern.compile(
            "</?(?:b|i|u|em|strong|span|font|small|mark)(?:\\s[^>]{0,300})?>", Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!?][^>]{0,300}>");
    private static final Pattern ACCENTED =
            Pattern.compile("&([a-zA-Z])(?:acute|grave|circ|tilde|uml|cedil|ring|slash);");
    private static final Pattern NUMBERED = Pattern.compile("&#(?:x([0-9a-fA-F]{1,5})|(\\d{1,6}));");
    private static final Pattern NAMED = Pattern.compile("&[a-zA-Z]{2,10};");
    private static final Pattern BROKEN_WORD =
            Pattern.compile("(?<=\\p{L})[-\u2010\u00ad][ \\t]*\\r?\\n\\s*(?=\\p{L})");
    private static final Pattern INVISIBLE = Pattern.compile("[\u00ad\u200b-\u200d\ufeff]");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private PlainText() {}

    /** Without tags, entities and words broken at the end of lines; runs of white space are one. */
    public static String of(String text) {
        String plain = text;
        if (plain.indexOf('<') >= 0) {
            plain = TAG.matcher(INLINE.matcher(plain).replaceAll("")).replaceAll(" ");
        }
        if (plain.indexOf('&') >= 0) {
            plain = ACCENTED.matcher(plain).replaceAll("$1");
            plain = NUMBERED.matcher(plain).replaceAll(PlainText::character);
            plain = NAMED.matcher(plain).replaceAll(" ");
        }
        plain = INVISIBLE.matcher(BROKEN_WORD.matcher(plain).replaceAll("")).replaceAll("");
        return SPACE.matcher(plain).replaceAll(" ").strip();
    }

    private static String character(MatchResult number) {
        String hexadecimal = number.group(1);
        int code = hexadecimal != null ? Integer.parseInt(hexadecimal, 16) : Integer.parseInt(number.group(2));
        return Character.isLetterOrDigit(code)
                ? Character.toString(code).replace("\\", "").replace("$", "")
                : " ";
    }

    /**
     * What two ways of writing the same have in common: small letters without accents, everything else a single space, one at
     * both ends; signs that scanners take for each other are one sign: {@code 0} and {@code o}, {@code 1}, {@code i} and
     * {@code l}, {@code 5} and {@code s}.
     */
    public static String folded(String text) {
        String apart = Normalizer.normalize(of(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(apart.length() + 2).append(' ');
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                folded.append(
                        switch (c) {
                            case '0' -> 'o';
                            case '1', 'i' -> 'l';
                            case '5' -> 's';
                            default -> c;
                        });
            } else if (Character.getType(c) != Character.NON_SPACING_MARK
                    && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        }
        return (folded.charAt(folded.length() - 1) == ' ' ? folded : folded.append(' ')).toString();
    }
}
