package tino.lifecycle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.ModelVersion;

/**
 * What came of training a version again from what is recorded of it.
 *
 * @param comparison the version as it is recorded on the left, what came of it this time on the right
 * @param measures over the same test rows
 * @param scores what both say of the test rows, {@code null} where the recorded model is not to be had or speaks in no numbers
 * @param unreadable why the recorded model is not to be had, {@code null} if it is
 */
public record Reproduction(
        Comparison comparison,
        Dataset dataset,
        long seed,
        List<Measure> measures,
        @Nullable Scores scores,
        @Nullable String unreadable,
        Duration duration) {

    /**
     * A metric's mean.
     *
     * @param recorded when the version was made, {@code null} if it was not measured then
     * @param kept of the recorded model now, {@code null} where it is not to be had
     * @param again of the model that was trained again
     */
    public record Measure(
            String name,
            @Nullable Double recorded,
            @Nullable Double kept,
            double again) {
        public boolean differs() {
            return (recorded != null && !recorded.equals(again)) || (kept != null && !kept.equals(again));
        }
    }

    /**
     * How far the numbers are apart that both models give to the same rows.
     *
     * @param differing rows with another number
     * @param greatest difference
     * @param mean difference over all rows
     */
    public record Scores(int rows, int differing, double greatest, double mean) {
        static Scores of(double[] left, double[] right) {
            int differing = 0;
            double greatest = 0;
            double sum = 0;
            for (int row = 0; row < left.length; row++) {
                if (!Objects.equals(left[row], right[row])) {
                    double difference = Math.abs(left[row] - right[row]);
                    differing++;
                    greatest = Math.max(greatest, difference);
                    sum += difference;
                }
            }
            return new Scores(left.length, differing, greatest, left.length == 0 ? 0 : sum / left.length);
        }
    }

    public ModelVersion version() {
        return comparison.left();
    }

    /** Whether every file came out byte for byte as it is recorded. */
    public boolean identical() {
        return files().stream().noneMatch(Comparison.Line::differs);
    }

    /** The files with both checksums. */
    public List<Comparison.Line> files() {
        return comparison.lines().stream()
                .filter(line -> line.kind() == Comparison.Kind.FILE)
                .toList();
    }

    /** What is not now as it was then and may be why something differs: code, parameters, JVM, platform, libraries. */
    public List<Comparison.Line> circumstances() {
        return comparison.differences().stream()
                .filter(line -> line.kind() != Comparison.Kind.FILE && line.kind() != Comparison.Kind.METRIC)
                .toList();
    }
}
