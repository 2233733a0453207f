package tino.server.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A line on which figures are drawn, in percent of its width. */
record Axis(double from, double to) {
    /** Of the width, at either end, so that nothing is cut off. */
    private static final double AIR = 0.06;

    /** Long enough for all of the values that are known and finite; {@code null} where none is. */
    static @Nullable Axis over(@Nullable Double... values) {
        double[] known = Stream.of(values)
                .filter(value -> value != null && Double.isFinite(value))
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (known.length == 0) {
            return null;
        }
        double least = Arrays.stream(known).min().getAsDouble();
        double most = Arrays.stream(known).max().getAsDouble();
        double length = most > least ? most - least : Math.max(Math.abs(most), 1);
        return new Axis(least - AIR * length, most + AIR * length);
    }

    /** Where a value lies, e.g. {@code 37.50%}; what lies beyond an end lies on it. */
    String at(double value) {
        return percent(place(value));
    }

    String width(double low, double high) {
        return percent(place(high) - place(low));
    }

    private double place(double value) {
        return Math.clamp((value - from) / (to - from), 0, 1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
