package tino.prediction.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the text of a cell says. */
final class Cell {
    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");
    private static final Set<String> TRUE = Set.of("true", "yes", "t", "y", "sim");
    private static final Set<String> FALSE = Set.of("false", "no", "f", "n", "não", "nao");
    private static final Set<String> INFINITE = Set.of("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");
    private static final int DATE = "2026-01-31".length();
    private static final double SECONDS_OF_DAY = 86_400;
    private static final DateTimeFormatter DAY_FIRST =
            DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Cell() {}

    /** Without surrounding spaces; {@code null} for what stands for nothing. */
    static @Nullable String known(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String stripped = text.strip();
        return stripped.length() <= 4 && MISSING.contains(stripped.toLowerCase(Locale.ROOT)) ? null : stripped;
    }

    /**
     * A number, infinite where it is too great for a {@code float} or said to be infinite; NaN for what is none.
     *
     * @param comma whether a comma is the decimal sign, and a point before it one of thousands; without a comma, a point is the
     *     decimal sign all the same
     */
    static float number(String text, boolean comma) {
        String plain = comma && text.indexOf(',') >= 0 ? text.replace(".", "").replace(',', '.') : text;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return INFINITE.contains(plain.toLowerCase(Locale.ROOT)) ? Float.POSITIVE_INFINITY : Float.NaN;
            }
        }
        try {
            return Float.parseFloat(plain);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** 1 or 0; NaN for what is neither. */
    static float truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? 1 : FALSE.contains(word) ? 0 : Float.NaN;
    }

    /** Days since 1970; NaN for what is neither {@code 2026-01-31}, with a time or without, nor {@code 31/01/2026}. */
    static float days(String text) {
        if (text.length() < DATE) {
            return Float.NaN;
        }
        try {
            if (text.charAt(2) == '/') {
                return LocalDate.parse(text, DAY_FIRST).toEpochDay();
            }
            if (text.charAt(4) != '-') {
                return Float.NaN;
            }
            if (text.length() == DATE) {
                return LocalDate.parse(text).toEpochDay();
            }
            String local = text.replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d(:?\\d\\d)?)$", "");
            return (float) (LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC) / SECONDS_OF_DAY);
        } catch (DateTimeException e) {
            return Float.NaN;
        }
    }
}
