package tino.hiring.feature;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What somebody wants to earn a month, in reais, however it is written. */
public final class Salary {
    /** Outside of these a figure is something else: by the hour, by the year, a slip of the pen, a joke. */
    static final float LEAST = 300;

    static final float MOST = 200_000;

    private static final Pattern FIGURE =
            Pattern.compile("(-\\s*)?(?:r\\$\\s*)?(-\\s*)?(\\d[\\d.,]*)\\s*(k\\b|mil\\b)?");

    private Salary() {}

    /**
     * The first figure of a text or a number: {@code R$ 3.000,00}, {@code 3.000}, {@code 3000.00}, {@code 3k}, {@code 3,5 mil}.
     *
     * @return 300 to 200,000, or NaN where there is none that makes sense
     */
    public static float of(JsonNode value) {
        if (value.isNumber()) {
            return sensible(value.doubleValue());
        }
        Matcher figure = FIGURE.matcher(value.isString() ? value.stringValue().toLowerCase(Locale.ROOT) : "");
        if (!figure.find() || figure.group(1) != null || figure.group(2) != null) {
            return Float.NaN;
        }
        return sensible(number(figure.group(3)) * (figure.group(4) == null ? 1 : 1_000));
    }

    /** The last point or comma divides off the cents, unless three digits follow: then it groups thousands. */
    private static double number(String written) {
        String digits = written.replaceAll("[.,]+$", "");
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        boolean cents = last >= 0 && digits.length() - last - 1 != 3;
        String whole = (cents ? digits.substring(0, last) : digits).replaceAll("[.,]", "");
        return Double.parseDouble(whole + (cents ? "." + digits.substring(last + 1) : ""));
    }

    private static float sensible(double reais) {
        return reais >= LEAST && reais <= MOST ? (float) reais : Float.NaN;
    }
}
