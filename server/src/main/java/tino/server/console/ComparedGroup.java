package tino.server.console;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.Comparison.Kind;
import tino.lifecycle.registry.Comparison.Line;

/**
 * The lines of one kind in a comparison of two versions.
 *
 * @param lines all there are; of libraries and files those that differ
 * @param alike how many are left out because both versions have the same
 */
record ComparedGroup(Kind kind, List<Line> lines, int alike) {

    static List<ComparedGroup> of(Comparison comparison) {
        return Arrays.stream(Kind.values())
                .map(kind -> of(
                        kind,
                        comparison.lines().stream()
                                .filter(line -> line.kind() == kind)
                                .toList()))
                .filter(group -> !group.lines.isEmpty() || group.alike > 0)
                .toList();
    }

    private static ComparedGroup of(Kind kind, List<Line> all) {
        boolean many = kind == Kind.LIBRARY || kind == Kind.FILE;
        List<Line> shown = many ? all.stream().filter(Line::differs).toList() : all;
        return new ComparedGroup(kind, shown, all.size() - shown.size());
    }

    /** The value of a measure, {@code null} for what is no number. */
    public @Nullable Double number(@Nullable String value) {
        return kind == Kind.METRIC && value != null ? Double.valueOf(value) : null;
    }

    /** Right less left, {@code null} where they are no numbers. */
    public @Nullable Double difference(Line line) {
        Double left = number(line.left());
        Double right = number(line.right());
        return left == null || right == null ? null : Double.valueOf(right - left);
    }
}
