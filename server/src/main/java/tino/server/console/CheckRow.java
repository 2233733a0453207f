package tino.server.console;

import org.jspecify.annotations.Nullable;
import tino.lifecycle.gate.Finding;
import tino.lifecycle.statistic.Interval;

/**
 * A check of a gate as it is shown.
 *
 * @param drawing the gain over what it was compared with, or the figure itself beside a constant; {@code null} where nothing
 *     could be judged
 */
public record CheckRow(Finding finding, @Nullable Drawing drawing) {

    public static CheckRow of(Finding finding) {
        return new CheckRow(finding, draw(finding));
    }

    private static @Nullable Drawing draw(Finding finding) {
        Interval interval = finding.interval();
        Double threshold = finding.threshold();
        Double reference = finding.reference();
        if (interval == null || threshold == null) {
            return null;
        }
        if (reference == null) {
            return Drawing.of(interval, null, threshold);
        }
        double margin = Math.abs(threshold - reference);
        return Drawing.of(interval, 0.0, finding.check().notWorseBy() == null ? margin : -margin);
    }
}
