package tino.prediction.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Precision and recall at every threshold, from the lowest, at which all are called, to the highest; then the point of precision
 * 1 and recall 0, at which nobody is (as scikit-learn draws it).
 *
 * @param thresholds rising, one for each point but the last
 */
public record PrecisionRecall(double[] precision, double[] recall, double[] thresholds) {

    /** @param scores the greater, the more likely @throws IllegalArgumentException if no label is yes */
    public static PrecisionRecall of(double[] scores, boolean[] labels) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int yes = (int) IntStream.range(0, labels.length).filter(i -> labels[i]).count();
        if (yes == 0) {
            throw new IllegalArgumentException(
                    "Expected at least one yes among " + labels.length + " labels to draw recall, got none");
        }
        double[] precision = new double[scores.length + 1];
        double[] recall = new double[scores.length + 1];
        double[] thresholds = new double[scores.length];
        precision[scores.length] = 1;
        int free = scores.length;
        int found = 0;
        for (int i = 0; i < order.length; i++) {
            found += labels[order[i]] ? 1 : 0;
            if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
                free--;
                precision[free] = (double) found / (i + 1);
                recall[free] = (double) found / yes;
                thresholds[free] = scores[order[i]];
            }
        }
        return new PrecisionRecall(
                Arrays.copyOfRange(precision, free, precision.length),
                Arrays.copyOfRange(recall, free, recall.length),
                Arrays.copyOfRange(thresholds, free, thresholds.length));
    }

    /** Area as average precision: precision at each threshold, weighted by the recall it adds. */
    public double area() {
        double area = 0;
        for (int i = 0; i < thresholds.length; i++) {
            area += (recall[i] - recall[i + 1]) * precision[i];
        }
        return area;
    }
}
