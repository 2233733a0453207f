package tino.lifecycle.statistic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How sure a difference of two means is, when both were measured over the same units (queries, rows, questions).
 *
 * <p>The differences of the pairs are drawn with replacement, and the interval is cut from the means of the draws: the
 * percentile interval of Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; for judging rankings,
 * Sakai, "Evaluating evaluation metrics based on the bootstrap", SIGIR 2006.
 */
public final class PairedBootstrap {
    /** Enough that the ends of a 95 % interval rest on 50 draws each. */
    public static final int RESAMPLES = 2_000;

    private PairedBootstrap() {}

    /**
     * The interval of {@code mean(a) − mean(b)} with {@link #RESAMPLES} draws.
     *
     * @param confidence e.g. 0.95
     * @throws IllegalArgumentException if the samples are not pairs, are empty or hold a number that is not finite
     */
    public static Interval difference(double[] a, double[] b, double confidence, RandomGenerator random) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("Pairs are needed, got " + a.length + " and " + b.length
                    + " values. Maybe the two were judged over" + " other rows.");
        }
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return mean(differences, confidence, RESAMPLES, random);
    }

    /** The interval of the mean of one sample. */
    public static Interval mean(double[] sample, double confidence, int resamples, RandomGenerator random) {
        Interval.requireConfidence(confidence);
        if (sample.length == 0 || !Arrays.stream(sample).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("A bootstrap needs at least one value and only finite ones, got "
                    + sample.length + " values, not finite: "
                    + Arrays.stream(sample)
                            .filter(value -> !Double.isFinite(value))
                            .count());
        }
        double[] means = new double[resamples];
        for (int draw = 0; draw < resamples; draw++) {
            double sum = 0;
            for (int i = 0; i < sample.length; i++) {
                sum += sample[random.nextInt(sample.length)];
            }
            means[draw] = sum / sample.length;
        }
        Arrays.sort(means);
        double tail = (1 - confidence) / 2;
        return new Interval(
                Arrays.stream(sample).sum() / sample.length,
                quantile(means, tail),
                quantile(means, 1 - tail),
                confidence);
    }

    /** Linear between the two nearest order statistics (Hyndman and Fan's type 7, R's and NumPy's default). */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
