package tino.server.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;

/**
 * A figure on a line, with what it is compared with and how sure it is. Places are in percent of the line's width.
 *
 * @param from the line's left end
 * @param to its right end
 * @param measured the figure itself
 * @param low of its interval, {@code null} without one
 * @param zero what it is compared with, {@code null} where nothing is
 * @param limit what it has to reach or not to exceed, {@code null} for none
 */
public record Drawing(
        double from,
        double to,
        double measured,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double zero,
        @Nullable Double limit) {
    /** Of the width, at either end, so that nothing is cut off. */
    private static final double AIR = 0.06;

    /** Of an interval; an end that is infinite lies at the end of the line. */
    public static @Nullable Drawing of(Interval interval, @Nullable Double zero, @Nullable Double limit) {
        return of(interval.mean(), interval.low(), interval.high(), zero, limit, null);
    }

    /** Of a figure from 0 up, of which no interval is known. */
    public static @Nullable Drawing of(double value, @Nullable Double reference, @Nullable Double limit) {
        return of(value, null, null, reference, limit, 0.0);
    }

    private static @Nullable Drawing of(
            double measured,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double zero,
            @Nullable Double limit,
            @Nullable Double start) {
        if (!Double.isFinite(measured)) {
            return null;
        }
        double[] known = Stream.of(measured, low, high, zero, limit, start)
                .filter(value -> value != null && Double.isFinite(value))
                .mapToDouble(Double::doubleValue)
                .toArray();
        double least = Arrays.stream(known).min().getAsDouble();
        double most = Arrays.stream(known).max().getAsDouble();
        double length = most > least ? most - least : Math.max(Math.abs(most), 1);
        return new Drawing(least - AIR * length, most + AIR * length, measured, low, high, zero, limit);
    }

    /** Where a value lies, e.g. {@code 37.50%}; what lies beyond an end lies on it. */
    public String at(double value) {
        return percent(place(value));
    }

    /** How wide the interval is; wide enough to be seen. */
    public String width() {
        return low == null || high == null ? "0" : percent(Math.max(0.004, place(high) - place(low)));
    }

    private double place(double value) {
        return Math.clamp((value - from) / (to - from), 0, 1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
