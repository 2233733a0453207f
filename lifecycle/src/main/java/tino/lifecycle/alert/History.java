package tino.lifecycle.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The samples that rules need, as far back as they look, and what they make of them: rates and quantiles as Prometheus
 * computes them, but over the time between a series' first and last sample in the window instead of an extrapolation.
 */
final class History {
    /** What a histogram's last bucket is called. */
    private static final String ALL = "+Inf";

    private final List<AlertRule> rules;
    private final Map<Series, Deque<Point>> points = new HashMap<>();
    private @Nullable Instant since;
    private @Nullable Instant now;

    private record Series(String name, Map<String, String> labels) {}

    private record Point(Instant at, double value) {}

    private record Growth(double amount, double perSecond) {}

    History(List<AlertRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Takes what is there now. Where the clock went back, what was seen before is forgotten. */
    void observe(Instant at, Iterable<Sample> samples) {
        if (now != null && !at.isAfter(now)) {
            points.clear();
            since = null;
        }
        now = at;
        since = since == null ? at : since;
        for (Sample sample : samples) {
            if (rules.stream().anyMatch(rule -> rule.reads(sample))) {
                points.computeIfAbsent(new Series(sample.name(), sample.labels()), _ -> new ArrayDeque<>())
                        .add(new Point(at, sample.value()));
            }
        }
        forget(at);
    }

    private void forget(Instant at) {
        Duration longest =
                rules.stream().map(AlertRule::window).max(Duration::compareTo).orElse(Duration.ZERO);
        Iterator<Deque<Point>> all = points.values().iterator();
        while (all.hasNext()) {
            Deque<Point> series = all.next();
            while (!series.isEmpty() && series.getFirst().at.isBefore(at.minus(longest))) {
                series.removeFirst();
            }
            if (series.isEmpty()) {
                all.remove();
            }
        }
    }

    /** How long samples have been taken without a gap in time. */
    Duration seen() {
        return since == null || now == null ? Duration.ZERO : Duration.between(since, now);
    }

    /** What the rule says of each group of series that there is. */
    List<Reading> read(AlertRule rule) {
        boolean whole = seen().compareTo(rule.window()) >= 0;
        return switch (rule.aggregation()) {
            case ABSENT -> {
                boolean absent = present(rule.metric()).values().stream().noneMatch(Double::isFinite);
                yield List.of(new Reading(Map.of(), absent ? 1 : 0, absent, true));
            }
            case VALUE -> readings(rule, value(rule), whole, _ -> true);
            case RATE -> {
                Map<Map<String, String>, Growth> grown = growth(rule, rule.metric());
                Selector of = rule.of();
                if (of == null) {
                    yield readings(rule, values(grown), whole, _ -> true);
                }
                Map<Map<String, String>, Growth> base = growth(rule, of);
                yield readings(rule, quotients(values(grown), values(base)), whole, enough(rule, base));
            }
            case QUANTILE ->
                readings(
                        rule,
                        quantiles(rule),
                        whole,
                        enough(rule, growth(rule, rule.metric().suffixed("_count"))));
        };
    }

    private static Predicate<Map<String, String>> enough(AlertRule rule, Map<Map<String, String>, Growth> base) {
        return group -> {
            Growth growth = base.get(group);
            return rule.least() == 0 || growth != null && growth.amount >= rule.least();
        };
    }

    private static List<Reading> readings(
            AlertRule rule,
            Map<Map<String, String>, Double> values,
            boolean whole,
            Predicate<Map<String, String>> enough) {
        List<Reading> readings = new ArrayList<>();
        values.forEach((group, value) -> readings.add(
                new Reading(group, value, rule.is().holds(value, rule.threshold()) && enough.test(group), whole)));
        return readings;
    }

    private Map<Map<String, String>, Double> value(AlertRule rule) {
        Selector of = rule.of();
        if (of != null) {
            return quotients(sums(rule, rule.metric()), sums(rule, of));
        }
        Map<Map<String, String>, Double> worst = new HashMap<>();
        present(rule.metric())
                .forEach((series, value) -> worst.merge(
                        group(rule, series),
                        value,
                        (a, b) -> Double.isNaN(a)
                                ? b
                                : Double.isNaN(b) ? a : rule.is().upwards() ? Math.max(a, b) : Math.min(a, b)));
        return worst;
    }

    private Map<Map<String, String>, Double> sums(AlertRule rule, Selector of) {
        Map<Map<String, String>, Double> sums = new HashMap<>();
        present(of).forEach((series, value) -> sums.merge(group(rule, series), value, Double::sum));
        return sums;
    }

    private static Map<Map<String, String>, Double> quotients(
            Map<Map<String, String>, Double> of, Map<Map<String, String>, Double> by) {
        Map<Map<String, String>, Double> quotients = new HashMap<>();
        of.forEach((group, value) -> {
            Double divisor = by.get(group);
            if (divisor != null) {
                quotients.put(group, value / divisor);
            }
        });
        return quotients;
    }

    private static Map<Map<String, String>, Double> values(Map<Map<String, String>, Growth> growth) {
        return growth.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().perSecond));
    }

    private static Map<String, String> group(AlertRule rule, Series series) {
        Map<String, String> group = new TreeMap<>();
        for (String tag : rule.by()) {
            String value = series.labels.get(tag);
            if (value != null) {
                group.put(tag, value);
            }
        }
        return group;
    }

    /** Series that the last look found. */
    private Map<Series, Double> present(Selector of) {
        Map<Series, Double> present = new HashMap<>();
        points.forEach((series, seen) -> {
            Point last = seen.getLast();
            if (matches(of, series) && last.at.equals(now)) {
                present.put(series, last.value);
            }
        });
        return present;
    }

    private static boolean matches(Selector of, Series series) {
        return of.matches(new Sample(series.name, series.labels, 0));
    }

    private Map<Map<String, String>, Growth> growth(AlertRule rule, Selector of) {
        Map<Map<String, String>, Growth> growth = new HashMap<>();
        points.forEach((series, seen) -> {
            if (matches(of, series)) {
                Growth one = growth(seen, rule.window());
                if (one != null) {
                    growth.merge(
                            group(rule, series),
                            one,
                            (a, b) -> new Growth(a.amount + b.amount, a.perSecond + b.perSecond));
                }
            }
        });
        return growth;
    }

    /** {@code null} where fewer than two samples are in the window. A counter that fell was started anew, from 0. */
    private @Nullable Growth growth(Collection<Point> seen, Duration window) {
        Instant from = Objects.requireNonNull(now).minus(window);
        Point first = null;
        Point last = null;
        double amount = 0;
        for (Point point : seen) {
            if (point.at.isBefore(from)) {
                continue;
            }
            if (last == null) {
                first = point;
            } else {
                amount += point.value < last.value ? point.value : point.value - last.value;
            }
            last = point;
        }
        if (first == null || last == null || first == last) {
            return null;
        }
        return new Growth(amount, amount / (Duration.between(first.at, last.at).toMillis() / 1000.0));
    }

    private Map<Map<String, String>, Double> quantiles(AlertRule rule) {
        Map<Map<String, String>, Map<Double, Double>> buckets = new HashMap<>();
        points.forEach((series, seen) -> {
            String bound = series.labels.get("le");
            if (bound != null && matches(rule.metric().suffixed("_bucket"), series)) {
                Growth one = growth(seen, rule.window());
                if (one != null) {
                    buckets.computeIfAbsent(group(rule, series), _ -> new TreeMap<>())
                            .merge(
                                    bound.equals(ALL) ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                                    one.perSecond,
                                    Double::sum);
                }
            }
        });
        Map<Map<String, String>, Double> quantiles = new HashMap<>();
        buckets.forEach(
                (group, counts) -> quantiles.put(group, quantile(Objects.requireNonNull(rule.quantile()), counts)));
        return quantiles;
    }

    /**
     * As {@code histogram_quantile} of Prometheus.
     *
     * @param counts cumulative, by their bucket's upper bound, rising
     */
    static double quantile(double quantile, Map<Double, Double> counts) {
        Double total = counts.get(Double.POSITIVE_INFINITY);
        if (total == null || counts.size() < 2 || !(total > 0)) {
            return Double.NaN;
        }
        double rank = quantile * total;
        double below = 0;
        double lower = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double upper = bucket.getKey();
            if (bucket.getValue() >= rank) {
                return Double.isInfinite(upper)
                        ? lower
                        : lower + (upper - lower) * (rank - below) / (bucket.getValue() - below);
            }
            below = bucket.getValue();
            lower = upper;
        }
        return lower;
    }
}
