package tino.lifecycle.gate;

import java.math.BigDecimal;

/**
 * A difference, as a number or as a share of what is compared with: {@code 0.03} or {@code 2%}.
 *
 * @param value at least 0; 0.02 for 2 %
 * @param relative whether it is a share
 */
public record Margin(double value, boolean relative) {
    public static final Margin NONE = new Margin(0, false);

    public Margin {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("Expected a margin of at least 0, got " + value);
        }
    }

    /**
     * Reads a number, or a share with a percent sign.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Margin of(String text) {
        String number = text.strip();
        boolean share = number.endsWith("%");
        try {
            BigDecimal value = new BigDecimal(
                    share ? number.substring(0, number.length() - 1).strip() : number);
            return new Margin((share ? value.movePointLeft(2) : value).doubleValue(), share);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Expected a number such as 0.03 or a share such as 2%, got '" + text + "'", e);
        }
    }

    /** A number, as a configuration file may hold it. */
    public static Margin of(Double value) {
        return new Margin(value, false);
    }

    /** A whole number, as a configuration file may hold it. */
    public static Margin of(Integer value) {
        return new Margin(value, false);
    }

    /** The difference itself, where what is compared with is {@code reference}. */
    double from(double reference) {
        return relative ? value * Math.abs(reference) : value;
    }

    /** As {@link #of(String)} reads it. */
    @Override
    public String toString() {
        BigDecimal plain = BigDecimal.valueOf(value);
        return relative
                ? plain.movePointRight(2).stripTrailingZeros().toPlainString() + "%"
                : plain.stripTrailingZeros().toPlainString();
    }
}
