package tino.lifecycle.statistic;

import java.util.ArrayList;
import java.util.List;

/**
 * A reliability diagram: of the cases that were given about this probability, what share came true? Bins are equally wide, the last one
 * includes 1 (Guo et al., On Calibration of Modern Neural Networks, ICML 2017).
 *
 * @param bins those with cases, in ascending order
 */
public record Reliability(List<Bin> bins) {

    /**
     * @param from lower end of the bin, of [0, 1)
     * @param to upper end
     * @param count cases in it, at least 1
     * @param predicted their mean probability
     * @param observed share of them that came true
     */
    public record Bin(double from, double to, long count, double predicted, double observed) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * @param probabilities each in [0, 1]
     * @param outcomes 0 or 1 in the same order, or the true probability where it is known
     * @param bins how many, at least 1
     * @throws IllegalArgumentException if the lengths differ or a probability is outside [0, 1] or NaN
     */
    public static Reliability of(double[] probabilities, double[] outcomes, int bins) {
        if (probabilities.length != outcomes.length) {
            throw new IllegalArgumentException("Expected an outcome for each of the " + probabilities.length
                    + " probabilities, got " + outcomes.length);
        }
        long[] counts = new long[bins];
        double[] predicted = new double[bins];
        double[] observed = new double[bins];
        for (int i = 0; i < probabilities.length; i++) {
            double probability = probabilities[i];
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException(
                        "Expected probabilities of 0 to 1, got " + probability + " in row " + i);
            }
            int bin = Math.min((int) (probability * bins), bins - 1);
            counts[bin]++;
            predicted[bin] += probability;
            observed[bin] += outcomes[i];
        }
        List<Bin> filled = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            if (counts[bin] > 0) {
                filled.add(new Bin(
                        (double) bin / bins,
                        (bin + 1.0) / bins,
                        counts[bin],
                        predicted[bin] / counts[bin],
                        observed[bin] / counts[bin]));
            }
        }
        return new Reliability(filled);
    }

    public long count() {
        return bins.stream().mapToLong(Bin::count).sum();
    }

    /** Expected calibration error: the distance of prediction and observation, weighted by cases, of [0, 1]; NaN without cases. */
    public double expectedError() {
        return bins.stream()
                        .mapToDouble(bin -> bin.count() * Math.abs(bin.predicted() - bin.observed()))
                        .sum()
                / count();
    }
}
