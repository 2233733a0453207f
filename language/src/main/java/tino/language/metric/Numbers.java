package tino.language.metric;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers in a Portuguese text, so written that equal ones are equal strings: {@code 1.500,00} and {@code 1500} are {@code 1500}, {@code 12,5 %}
 * and {@code 12.5 por cento} are {@code 12.5%}. A number with a percent sign is another one than without. Numbers in words are not seen, nor
 * are digits behind a letter (B2B).
 */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(\\d+(?:[.,]\\d+)*)(\\s*(?:%|por\\s+cento))?", Pattern.CASE_INSENSITIVE);
    /** "10 a 15%" means 10% to 15%. */
    private static final Pattern RANGE = Pattern.compile(
            "^\\s*(?:a|e|ou|até|-|–|—)\\s*\\d+(?:[.,]\\d+)*\\s*(?:%|por\\s+cento)", Pattern.CASE_INSENSITIVE);

    private static final int GROUP = 3;

    private Numbers() {}

    static Set<String> of(String text) {
        Set<String> numbers = new LinkedHashSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            boolean percent = matcher.group(2) != null
                    || RANGE.matcher(text).region(matcher.end(), text.length()).find();
            numbers.add(value(matcher.group(1)) + (percent ? "%" : ""));
        }
        return numbers;
    }

    private static String value(String digits) {
        int mark = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        String whole = mark < 0 || !decimal(digits, mark) ? digits : digits.substring(0, mark);
        String part = whole.length() == digits.length() ? "" : "." + digits.substring(mark + 1);
        String plain = new BigDecimal(whole.replaceAll("[.,]", "") + part)
                .stripTrailingZeros()
                .toPlainString();
        return plain;
    }

    /** A mark that comes again, or a dot before just three digits, separates thousands. */
    private static boolean decimal(String digits, int mark) {
        char sign = digits.charAt(mark);
        if (digits.indexOf(sign) < mark) {
            return false;
        }
        boolean grouped =
                sign == '.' && digits.length() - mark - 1 == GROUP && mark <= GROUP && digits.charAt(0) != '0';
        return !grouped;
    }
}
