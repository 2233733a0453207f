package tino.lifecycle.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Series of one metric.
 *
 * @param metric as {@code /metrics} has it
 * @param tags that a series must have; a value may name several by {@code |}
 */
public record Selector(String metric, Map<String, String> tags) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** @throws IllegalArgumentException if a name cannot be one in Prometheus */
    public Selector {
        if (!NAME.matcher(metric).matches()) {
            throw new IllegalArgumentException("expected a metric as /metrics names it, e.g. tino_ctr10, got '" + metric
                    + "'. Dots are underscores there, and counters end in _total.");
        }
        tags = new TreeMap<>(tags);
        tags.keySet().forEach(Selector::requireTag);
    }

    static void requireTag(String tag) {
        if (!TAG.matcher(tag).matches() || tag.startsWith("__")) {
            throw new IllegalArgumentException("expected a tag of letters, digits and underscores, got '" + tag + "'.");
        }
    }

    /** The same series by another name, e.g. the buckets of a histogram. */
    Selector suffixed(String suffix) {
        return new Selector(metric + suffix, tags);
    }

    boolean matches(Sample sample) {
        return sample.name().equals(metric)
                && tags.entrySet().stream()
                        .allMatch(tag -> List.of(tag.getValue().split("\\|", -1))
                                .contains(sample.labels().getOrDefault(tag.getKey(), "")));
    }

    /** In PromQL. */
    String text() {
        return tags.isEmpty()
                ? metric
                : metric + tags.entrySet().stream().map(Selector::matcher).collect(Collectors.joining(",", "{", "}"));
    }

    private static String matcher(Map.Entry<String, String> tag) {
        String value = tag.getValue();
        return value.contains("|")
                ? tag.getKey() + "=~"
                        + quoted(List.of(value.split("\\|", -1)).stream()
                                .map(Selector::literal)
                                .collect(Collectors.joining("|")))
                : tag.getKey() + "=" + quoted(value);
    }

    private static String literal(String value) {
        return value.replaceAll("[\\\\.+*?()\\[\\]{}^$]", "\\\\$0");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
