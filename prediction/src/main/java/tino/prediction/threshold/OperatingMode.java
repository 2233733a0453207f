package tino.prediction.threshold;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a threshold is chosen for.
 *
 * @param aim what is promised
 * @param percent of precision or recall, above 0 and below 100; 0 for balanced, which promises nothing
 */
public record OperatingMode(Aim aim, double percent) {

    /** What is promised. */
    public enum Aim {
        /** Of those called, at least so many are yes; then as many as possible are called. */
        PRECISION("prec"),
        /** Of those that are yes, at least so many are called; then as few as possible are called. */
        RECALL("recall"),
        /** The best F1. */
        BALANCED("balanced");

        private final String word;

        Aim(String word) {
            this.word = word;
        }
    }

    /** The best F1. */
    public static final OperatingMode BALANCED = new OperatingMode(Aim.BALANCED, 0);

    private static final Pattern NAME = Pattern.compile("(prec|recall)(\\d{1,2}(?:\\.\\d{1,3})?)");

    public OperatingMode {
        if (aim == Aim.BALANCED ? percent != 0 : !(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException(
                    "Expected a percentage above 0 and below 100 of precision or recall, got " + percent + " for "
                            + aim.word + ". Maybe prec80 or recall90 is meant.");
        }
    }

    /**
     * Reads {@code prec80}, {@code recall90}, {@code prec97.5}, …, {@code balanced}.
     *
     * @throws IllegalArgumentException if it is no such name
     */
    @JsonCreator
    public static OperatingMode of(String name) {
        if (name.equals(Aim.BALANCED.word)) {
            return BALANCED;
        }
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Expected an operating mode, precNN or recallNN with a percentage (prec80,"
                            + " recall90), or balanced, got '" + name + "'");
        }
        return new OperatingMode(
                matcher.group(1).equals(Aim.PRECISION.word) ? Aim.PRECISION : Aim.RECALL,
                Double.parseDouble(matcher.group(2)));
    }

    /** As {@link #of} reads it. */
    @JsonValue
    public String name() {
        if (aim == Aim.BALANCED) {
            return aim.word;
        }
        return aim.word + (percent == Math.rint(percent) ? Integer.toString((int) percent) : Double.toString(percent));
    }

    /** The share that is promised. */
    double level() {
        return percent / 100;
    }

    @Override
    public String toString() {
        return name();
    }
}
