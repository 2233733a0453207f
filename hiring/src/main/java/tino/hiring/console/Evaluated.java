package tino.hiring.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tino.lifecycle.statistic.Reliability;
import tino.prediction.metric.Judgement;

/**
 * What a version said of the applicants it was judged by, and what came true of them.
 *
 * @param cases judged
 * @param hired of them
 * @param points one for each hundredth a threshold may be
 */
public record Evaluated(int version, int cases, int hired, Reliability reliability, List<Point> points) {
    private static final int STEPS = 100;

    /**
     * A threshold and what it comes to.
     *
     * @param approved from it on
     * @param right of these, those who were hired
     */
    public record Point(double threshold, int approved, int right, double precision, double recall, double share) {}

    /** A place in the diagram, in percent of its sides. @param size in pixels, of the area a share of the cases */
    public record Dot(Reliability.Bin bin, double size) {
        public String x() {
            return percent(bin.predicted());
        }

        public String y() {
            return percent(1 - bin.observed());
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.2f%%", 100 * share);
        }
    }

    static Evaluated of(int version, double[] probabilities, boolean[] labels) {
        int hired = 0;
        for (boolean label : labels) {
            hired += label ? 1 : 0;
        }
        List<Point> points = new ArrayList<>();
        for (int step = 1; step < STEPS; step++) {
            points.add(point((double) step / STEPS, probabilities, labels, hired));
        }
        return new Evaluated(
                version,
                labels.length,
                hired,
                Judgement.reliability(probabilities, labels, Judgement.BINS),
                List.copyOf(points));
    }

    private static Point point(double threshold, double[] probabilities, boolean[] labels, int hired) {
        int approved = 0;
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (probabilities[i] >= threshold) {
                approved++;
                right += labels[i] ? 1 : 0;
            }
        }
        return new Point(
                threshold,
                approved,
                right,
                approved == 0 ? Double.NaN : (double) right / approved,
                (double) right / hired,
                (double) approved / labels.length);
    }

    /** The point of a threshold, to a hundredth. */
    public Point at(double threshold) {
        return points.get(Math.clamp(Math.round(threshold * STEPS) - 1, 0, points.size() - 1));
    }

    public List<Dot> dots() {
        double most = reliability.bins().stream()
                .mapToLong(Reliability.Bin::count)
                .max()
                .orElse(1);
        return reliability.bins().stream()
                .map(bin -> new Dot(bin, 3 + 7 * Math.sqrt(bin.count() / most)))
                .toList();
    }
}
