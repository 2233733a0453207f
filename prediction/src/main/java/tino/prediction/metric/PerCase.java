package tino.prediction.metric;

import java.util.Arrays;
import tino.lifecycle.statistic.RocArea;

/**
 * Measures as one value a case whose mean is the measure, as a gate wants them: so two models can be compared case by case, and
 * cases be drawn anew. Ratios are linear in the neighbourhood of their value ({@code r + (x − r y) / mean(y)}, the delta method),
 * so that intervals are right with many cases.
 */
public final class PerCase {
    private PerCase() {}

    /** 1 where the more probable of the two was wrong. */
    public static double[] error(double[] probabilities, boolean[] labels) {
        double[] error = new double[labels.length];
        Arrays.setAll(error, i -> probabilities[i] >= 0.5 == labels[i] ? 0 : 1);
        return error;
    }

    /** Negative logarithm of the probability that was given to what came true. */
    public static double[] logLoss(double[] probabilities, boolean[] labels) {
        double[] loss = new double[labels.length];
        Arrays.setAll(
                loss, i -> -Math.log(Math.max(labels[i] ? probabilities[i] : 1 - probabilities[i], Double.MIN_NORMAL)));
        return loss;
    }

    /** Squared distance of the probability from what came true (Brier, Monthly Weather Review 78, 1950). */
    public static double[] brier(double[] probabilities, boolean[] labels) {
        double[] squares = new double[labels.length];
        Arrays.setAll(squares, i -> {
            double distance = probabilities[i] - (labels[i] ? 1 : 0);
            return distance * distance;
        });
        return squares;
    }

    /** See {@link RocArea#values}. */
    public static double[] rocArea(double[] probabilities, boolean[] labels) {
        return RocArea.values(probabilities, labels);
    }

    /** 1 where yes was said. */
    public static double[] called(double threshold, double[] probabilities) {
        double[] called = new double[probabilities.length];
        Arrays.setAll(called, i -> probabilities[i] >= threshold ? 1 : 0);
        return called;
    }

    /** 1 where what was said was right. */
    public static double[] accuracy(double threshold, double[] probabilities, boolean[] labels) {
        double[] right = called(threshold, probabilities);
        Arrays.setAll(right, i -> right[i] == (labels[i] ? 1 : 0) ? 1 : 0);
        return right;
    }

    /** Share of those called that were yes; 0 for all cases where nobody is called. */
    public static double[] precision(double threshold, double[] probabilities, boolean[] labels) {
        double[] called = called(threshold, probabilities);
        return ratio(hits(called, labels), called);
    }

    /** Share of those that were yes that were called; 0 for all cases where nobody was. */
    public static double[] recall(double threshold, double[] probabilities, boolean[] labels) {
        double[] yes = new double[labels.length];
        Arrays.setAll(yes, i -> labels[i] ? 1 : 0);
        return ratio(hits(called(threshold, probabilities), labels), yes);
    }

    private static double[] hits(double[] called, boolean[] labels) {
        double[] hits = new double[labels.length];
        Arrays.setAll(hits, i -> labels[i] ? called[i] : 0);
        return hits;
    }

    private static double[] ratio(double[] x, double[] y) {
        double whole = Arrays.stream(y).sum();
        double[] values = new double[x.length];
        if (whole > 0) {
            double ratio = Arrays.stream(x).sum() / whole;
            Arrays.setAll(values, i -> ratio + (x[i] - ratio * y[i]) * x.length / whole);
        }
        return values;
    }
}
