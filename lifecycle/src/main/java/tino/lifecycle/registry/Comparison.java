package tino.lifecycle.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two versions side by side.
 *
 * @param lines everything there is to compare, what is equal too, in a fixed order
 */
public record Comparison(ModelVersion left, ModelVersion right, List<Line> lines) {

    /** What a line is about. */
    public enum Kind {
        DATASET,
        CODE,
        PARAMETER,
        METRIC,
        JAVA,
        PLATFORM,
        LIBRARY,
        FILE
    }

    /** @param left {@code null} where that version has none */
    public record Line(
            Kind kind,
            String name,
            @Nullable String left,
            @Nullable String right) {
        public boolean differs() {
            return !Objects.equals(left, right);
        }
    }

    public static Comparison of(ModelVersion left, ModelVersion right) {
        Provenance one = left.provenance();
        Provenance other = right.provenance();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Kind.DATASET, "sha256", one.dataset(), other.dataset()));
        lines.add(new Line(Kind.CODE, "commit", one.codeCommit(), other.codeCommit()));
        add(lines, Kind.PARAMETER, one.parameters(), other.parameters());
        add(lines, Kind.METRIC, one.metrics(), other.metrics());
        lines.add(new Line(
                Kind.JAVA,
                "version",
                one.environment().java(),
                other.environment().java()));
        lines.add(new Line(
                Kind.PLATFORM,
                "system",
                one.environment().platform(),
                other.environment().platform()));
        add(
                lines,
                Kind.LIBRARY,
                one.environment().libraries(),
                other.environment().libraries());
        add(lines, Kind.FILE, left.files(), right.files());
        return new Comparison(left, right, List.copyOf(lines));
    }

    private static void add(List<Line> lines, Kind kind, Map<String, ?> left, Map<String, ?> right) {
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            lines.add(new Line(kind, name, text(left.get(name)), text(right.get(name))));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    public List<Line> differences() {
        return lines.stream().filter(Line::differs).toList();
    }
}
