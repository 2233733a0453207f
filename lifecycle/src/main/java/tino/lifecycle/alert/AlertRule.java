package tino.lifecycle.alert;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is to be told, as it is declared in a configuration. The same rule is looked at here and exported to
 * Prometheus ({@link PrometheusRules}); it means the same there.
 *
 * @param name unique; a name of Prometheus
 * @param metric what is looked at; for a quantile the histogram without its suffix
 * @param of what it is divided by, {@code null}: nothing
 * @param quantile between 0 and 1, for {@link Aggregation#QUANTILE} alone
 * @param is on which side of the threshold it is alarming
 * @param window how far back rates and quantiles look; zero for the others
 * @param least so much of what is divided by (or, for a quantile, so many records) within the window, or nothing is concluded
 * @param lasting how long it must be so before anybody is told ({@code for} in Prometheus)
 * @param by tags that make alerts of their own; the others are added up
 * @param summary what is wrong, for people
 * @param runbook where it says what to do
 * @param retrain whether an alert, once it fires, asks for retraining of the model that its tag {@code model} names
 */
public record AlertRule(
        String name,
        Selector metric,
        @Nullable Selector of,
        Aggregation aggregation,
        @Nullable Double quantile,
        Comparison is,
        double threshold,
        Duration window,
        double least,
        Duration lasting,
        List<String> by,
        Severity severity,
        String summary,
        String runbook,
        boolean retrain) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** @throws IllegalArgumentException if it is no rule: what was expected, what came, what to do */
    public AlertRule {
        by = List.copyOf(by);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected a name of letters, digits and underscores, e.g. SearchCtrLow, got '" + name + "'.");
        }
        if (aggregation.looksBack() && !window.isPositive()) {
            throw new IllegalArgumentException("expected a window above 0 for "
                    + aggregation.name().toLowerCase(Locale.ROOT) + ", e.g. window: 10m, got " + window
                    + ". Give it, or use aggregation: value.");
        }
        if (!aggregation.looksBack() && !window.isZero()) {
            throw new IllegalArgumentException("expected no window for "
                    + aggregation.name().toLowerCase(Locale.ROOT) + ", got " + window
                    + ". Leave it out, or use aggregation: rate or quantile.");
        }
        if ((aggregation == Aggregation.QUANTILE) != (quantile != null)
                || quantile != null && !(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException(
                    "expected a quantile between 0 and 1 for aggregation: quantile, e.g. quantile: 0.95, and none for others, got "
                            + quantile + ".");
        }
        if (of != null && aggregation != Aggregation.VALUE && aggregation != Aggregation.RATE) {
            throw new IllegalArgumentException(
                    "expected a metric to divide by (of) with aggregation: value or rate only, got one with "
                            + aggregation.name().toLowerCase(Locale.ROOT) + ".");
        }
        if (least < 0
                || least > 0
                        && !(aggregation == Aggregation.QUANTILE || aggregation == Aggregation.RATE && of != null)) {
            throw new IllegalArgumentException(
                    "expected a least number at or above 0, with a quantile or a rate divided by another, got " + least
                            + ".");
        }
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("expected a number as threshold, got " + threshold + ".");
        }
        if (lasting.isNegative()) {
            throw new IllegalArgumentException("expected a time from 0 on (for), e.g. for: 10m, got " + lasting + ".");
        }
        if (aggregation == Aggregation.ABSENT && !by.isEmpty()) {
            throw new IllegalArgumentException("expected no tags (by) for aggregation: absent, got " + by
                    + ". What is absent has none; name the series by tags.");
        }
        if (summary.isBlank() || runbook.isBlank()) {
            throw new IllegalArgumentException(
                    "expected a summary and a runbook: who is woken must know what is wrong and what to do.");
        }
        by.forEach(Selector::requireTag);
        if (retrain
                && !by.contains("model")
                && metric.tags().getOrDefault("model", "|").contains("|")) {
            throw new IllegalArgumentException("expected one model to retrain: give tags: {model: …}, or by: [model].");
        }
    }

    /** The names of the samples it is made of. */
    public Set<String> samples() {
        Set<String> names = new HashSet<>();
        if (aggregation == Aggregation.QUANTILE) {
            names.add(metric.metric() + "_bucket");
            names.add(metric.metric() + "_count");
        } else {
            names.add(metric.metric());
        }
        if (of != null) {
            names.add(of.metric());
        }
        return names;
    }

    /**
     * @param names of all samples that there can be
     * @throws IllegalArgumentException if there is none of a name that the rule needs
     */
    public void requireKnown(Set<String> names) {
        for (String needed : samples()) {
            if (!names.contains(needed)) {
                String stem = needed.replaceFirst("_(total|count|bucket|sum|max)$", "");
                throw new IllegalArgumentException("expected a metric that /metrics has, there is no '" + needed + "'"
                        + names.stream()
                                .filter(name -> name.startsWith(stem) || stem.startsWith(name))
                                .sorted()
                                .collect(Collectors.collectingAndThen(
                                        Collectors.joining(", "),
                                        similar -> similar.isEmpty() ? "" : "; there is " + similar))
                        + ".");
            }
        }
    }

    boolean reads(Sample sample) {
        return aggregation == Aggregation.QUANTILE
                ? metric.suffixed("_bucket").matches(sample)
                        || metric.suffixed("_count").matches(sample)
                : metric.matches(sample) || of != null && of.matches(sample);
    }

    /** The model that an alert with these labels is about, if one is named. */
    public @Nullable String model(Map<String, String> labels) {
        return Objects.requireNonNullElse(labels, Map.<String, String>of())
                .getOrDefault("model", metric.tags().get("model"));
    }

    /** In PromQL. */
    public String expression() {
        String grouped = by.isEmpty() ? "" : " by (" + String.join(", ", by) + ")";
        return switch (aggregation) {
            case VALUE ->
                (of == null
                                ? (is.upwards() ? "max" : "min") + grouped + " (" + metric.text() + ")"
                                : "sum" + grouped + " (" + metric.text() + ") / sum" + grouped + " (" + of.text() + ")")
                        + compared();
            case RATE ->
                rate(metric, grouped)
                        + (of == null ? "" : " / " + rate(of, grouped))
                        + compared()
                        + (of == null ? "" : enough(of, grouped));
            case QUANTILE ->
                "histogram_quantile(" + number(Objects.requireNonNull(quantile)) + ", "
                        + rate(
                                metric.suffixed("_bucket"),
                                " by (" + (by.isEmpty() ? "le" : "le, " + String.join(", ", by)) + ")")
                        + ")" + compared() + enough(metric.suffixed("_count"), grouped);
            // A gauge that is NaN is there and says nothing.
            case ABSENT -> "absent(" + metric.text() + " == " + metric.text() + ")";
        };
    }

    private String rate(Selector of, String grouped) {
        return "sum" + grouped + " (rate(" + of.text() + "[" + duration(window) + "]))";
    }

    private String compared() {
        return " " + is.symbol() + " " + number(threshold);
    }

    private String enough(Selector of, String grouped) {
        return least == 0
                ? ""
                : " and sum" + grouped + " (increase(" + of.text() + "[" + duration(window) + "])) >= " + number(least);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** As Prometheus writes it. */
    static String duration(Duration duration) {
        return duration.isZero()
                ? "0s"
                : List.of(
                                part(duration.toDays(), "d"),
                                part(duration.toHoursPart(), "h"),
                                part(duration.toMinutesPart(), "m"),
                                part(duration.toSecondsPart(), "s"),
                                part(duration.toMillisPart(), "ms"))
                        .stream()
                        .collect(Collectors.joining());
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
