package tino.server.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;

/**
 * A figure over the days, as paths in a square of 100 by 100 that may be stretched.
 *
 * @param realised line, broken where nothing is known
 * @param band of the estimate, empty for none
 * @param offline dashed line, empty for none
 * @param changes lines at the days on which another version became champion
 * @param from what the lower edge stands for @param to the upper edge
 */
record QualityDrawing(String realised, String band, String offline, String changes, double from, double to) {
    /** Of the height, at either end. */
    private static final double AIR = 0.08;

    /** A day's figure. @param estimated {@code null} for none @param number of the champion */
    record Point(double realised, @Nullable Interval estimated, int number) {}

    /**
     * @param offline NaN for none
     * @param ceiling no value is higher
     * @param fromZero whether the lower edge is 0, as it should be where amounts are compared
     * @return {@code null} where nothing is known
     */
    static @Nullable QualityDrawing of(List<Point> points, double offline, double ceiling, boolean fromZero) {
        double[] known = Stream.concat(Stream.of(offline), points.stream().flatMap(QualityDrawing::values))
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        if (points.stream().flatMap(QualityDrawing::values).noneMatch(Double::isFinite)) {
            return null;
        }
        double least = Arrays.stream(known).min().orElse(0);
        double most = Arrays.stream(known).max().orElse(1);
        double air = most > least ? AIR * (most - least) : Math.max(0.01, AIR * Math.abs(most));
        Scale scale = new Scale(points.size(), fromZero ? 0 : Math.max(0, least - air), Math.min(ceiling, most + air));
        return new QualityDrawing(
                line(points, Point::realised, scale),
                band(points, scale),
                Double.isFinite(offline) ? "M0 " + scale.y(offline) + "H100" : "",
                changes(points, scale),
                scale.from,
                scale.to);
    }

    private static Stream<Double> values(Point point) {
        Interval estimated = point.estimated;
        return estimated == null
                ? Stream.of(point.realised)
                : Stream.of(point.realised, estimated.low(), estimated.high());
    }

    private record Scale(int count, double from, double to) {
        String x(double index) {
            return number(100 * (index + 0.5) / count);
        }

        String y(double value) {
            return number(100 * (1 - Math.clamp((value - from) / (to - from), 0, 1)));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }

    private static String line(List<Point> points, Function<Point, Double> value, Scale scale) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int i = 0; i < points.size(); i++) {
            double y = value.apply(points.get(i));
            boolean known = Double.isFinite(y);
            if (known) {
                String place = scale.x(i) + ' ' + scale.y(y);
                // A lone day is a point: a line that goes nowhere.
                path.append(down ? "L" + place : "M" + place + "L" + place);
            }
            down = known;
        }
        return path.toString();
    }

    /** Each day's interval is as wide as its day, so that a lone one is seen too. */
    private static String band(List<Point> points, Scale scale) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            Interval estimated = points.get(i).estimated;
            if (estimated != null) {
                path.append("M%s %sH%sV%sH%sZ"
                        .formatted(
                                scale.x(i - 0.5),
                                scale.y(estimated.high()),
                                scale.x(i + 0.5),
                                scale.y(estimated.low()),
                                scale.x(i - 0.5)));
            }
        }
        return path.toString();
    }

    private static String changes(List<Point> points, Scale scale) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).number != points.get(i - 1).number) {
                lines.add("M" + scale.x(i - 0.5) + " 0V100");
            }
        }
        return String.join("", lines);
    }
}
