package tino.lifecycle.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one figure of a challenger, as it is declared in a configuration. The figure is the mean of a metric
 * over the test rows; with {@code groups}, the largest difference between the groups' means; for {@link #LATENCY}, the
 * 95th percentile of single answers. Exactly one of {@code atLeast}, {@code atMost}, {@code betterBy} and
 * {@code notWorseBy} says what must hold.
 *
 * <p>Where {@code intervalTolerance} is given, the 95 % bootstrap interval must hold, too: its worse end may miss the bound
 * by that much and no more. Without it, the interval is measured and shown, and decides nothing.
 *
 * @param metric as the evaluation names it, or {@link #LATENCY}
 * @param groups an attribute of the rows, e.g. {@code sex}; the figure is then the gap between its groups
 * @param lowerIsBetter for metrics such as an error rate; gaps and latencies are so by themselves
 * @param against what {@code betterBy} and {@code notWorseBy} compare with
 * @param atLeast the figure is at least this
 * @param atMost the figure is at most this
 * @param betterBy the figure is better by at least this; by any difference if it is 0
 * @param notWorseBy the figure is not worse by more than this
 * @param intervalTolerance at least 0; {@code null}: the figure alone decides
 */
public record Check(
        String metric,
        @Nullable String groups,
        boolean lowerIsBetter,
        @Nullable Against against,
        @Nullable Double atLeast,
        @Nullable Double atMost,
        @Nullable Margin betterBy,
        @Nullable Margin notWorseBy,
        @Nullable Double intervalTolerance) {
    /** 95th percentile, in milliseconds, of single answers of the model, timed on the machine that judges. */
    public static final String LATENCY = "latency_p95_ms";

    /** @throws IllegalArgumentException if it is no condition: what was expected, what came, what to do */
    public Check {
        if (metric == null || metric.isBlank()) {
            throw new IllegalArgumentException("Expected the metric that a check of a gate looks at, got "
                    + (metric == null ? "none" : "'" + metric + "'") + ". Give it, e.g. metric: accuracy.");
        }
        List<String> rules = new ArrayList<>();
        named(rules, "at-least", atLeast);
        named(rules, "at-most", atMost);
        named(rules, "better-by", betterBy);
        named(rules, "not-worse-by", notWorseBy);
        if (rules.size() != 1) {
            throw wrong(metric, "exactly one of at-least, at-most, better-by and not-worse-by", rules.toString());
        }
        boolean compares = betterBy != null || notWorseBy != null;
        if (compares && against == null) {
            throw wrong(metric, "against: champion or against: fallback beside " + rules.getFirst(), "no against");
        }
        if (!compares && against != null) {
            throw wrong(
                    metric,
                    "better-by or not-worse-by beside against: "
                            + against.name().toLowerCase(Locale.ROOT),
                    rules.getFirst());
        }
        finite(metric, "at-least", atLeast);
        finite(metric, "at-most", atMost);
        finite(metric, "interval-tolerance", intervalTolerance);
        if (intervalTolerance != null && intervalTolerance < 0) {
            throw wrong(metric, "an interval-tolerance of at least 0", intervalTolerance.toString());
        }
        if (groups != null && groups.isBlank()) {
            throw wrong(metric, "the name of an attribute as groups", "'" + groups + "'");
        }
        if (metric.equals(LATENCY) && (groups != null || against == Against.FALLBACK)) {
            throw wrong(
                    metric,
                    "a constant or the champion to compare with; only models are timed, over all rows",
                    groups == null ? "against: fallback" : "groups: " + groups);
        }
    }

    public static Check atLeast(String metric, double value) {
        return new Check(metric, null, false, null, value, null, null, null, null);
    }

    public static Check atMost(String metric, double value) {
        return new Check(metric, null, false, null, null, value, null, null, null);
    }

    public static Check betterThan(Against against, String metric, Margin by) {
        return new Check(metric, null, false, against, null, null, by, null, null);
    }

    public static Check notWorseThan(Against against, String metric, Margin by) {
        return new Check(metric, null, false, against, null, null, null, by, null);
    }

    /** The same of a metric whose low values are the good ones. */
    public Check ofLow() {
        return new Check(metric, groups, true, against, atLeast, atMost, betterBy, notWorseBy, intervalTolerance);
    }

    /** The same of the gap between the groups of an attribute. */
    public Check ofGap(String attribute) {
        return new Check(
                metric, attribute, lowerIsBetter, against, atLeast, atMost, betterBy, notWorseBy, intervalTolerance);
    }

    /** The same, with the interval's worse end within the tolerance. */
    public Check surely(double tolerance) {
        return new Check(metric, groups, lowerIsBetter, against, atLeast, atMost, betterBy, notWorseBy, tolerance);
    }

    /** Whether it looks at how long answers take. */
    public boolean timed() {
        return metric.equals(LATENCY);
    }

    /** Whether low values of the figure are the good ones. */
    boolean low() {
        return lowerIsBetter || groups != null || timed();
    }

    private static void named(List<String> rules, String name, @Nullable Object value) {
        if (value != null) {
            rules.add(name + ": " + value);
        }
    }

    private static void finite(String metric, String name, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw wrong(metric, "a finite number as " + name, value.toString());
        }
    }

    private static IllegalArgumentException wrong(String metric, String expected, String got) {
        return new IllegalArgumentException(
                "Expected, in the check of '" + metric + "', " + expected + "; got " + got + ".");
    }
}
