package tino.lifecycle.statistic;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
        return of(
                new int[][] {IntStream.range(0, sample.length).toArray()},
                units -> {
                    double sum = 0;
                    for (int unit : units) {
                        sum += sample[unit];
                    }
                    return sum / units.length;
                },
                confidence,
                resamples,
                random);
    }

    /**
     * The interval of any number that is computed from units.
     *
     * @param strata numbers of the units; each draw takes from each stratum as many as it has, with replacement
     * @param statistic the number over drawn units; it may not keep the array
     */
    public static Interval of(
            int[][] strata,
            ToDoubleFunction<int[]> statistic,
            double confidence,
            int resamples,
            RandomGenerator random) {
        return all(strata, units -> new double[] {statistic.applyAsDouble(units)}, confidence, resamples, random)
                .getFirst();
    }

    /**
     * The intervals of several numbers that are computed from the same units, each over the same draws. A number that is not
     * finite in some draws has an interval over the others.
     *
     * @param statistics the numbers over drawn units, always as many; it may not keep the array
     */
    public static List<Interval> all(
            int[][] strata,
            Function<int[], double[]> statistics,
            double confidence,
            int resamples,
            RandomGenerator random) {
        int[] drawn = Arrays.stream(strata).flatMapToInt(Arrays::stream).toArray();
        double[] measured = statistics.apply(drawn);
        double[][] values = new double[measured.length][resamples];
        for (int draw = 0; draw < resamples; draw++) {
            int at = 0;
            for (int[] stratum : strata) {
                for (int i = 0; i < stratum.length; i++) {
                    drawn[at++] = stratum[random.nextInt(stratum.length)];
                }
            }
            double[] numbers = statistics.apply(drawn);
            for (int number = 0; number < measured.length; number++) {
                values[number][draw] = numbers[number];
            }
        }
        double tail = (1 - confidence) / 2;
        return IntStream.range(0, measured.length)
                .mapToObj(number -> {
                    double[] sorted = Arrays.stream(values[number])
                            .filter(Double::isFinite)
                            .sorted()
                            .toArray();
                    return sorted.length == 0
                            ? new Interval(measured[number], Double.NaN, Double.NaN, confidence)
                            : new Interval(
                                    measured[number], quantile(sorted, tail), quantile(sorted, 1 - tail), confidence);
                })
                .toList();
    }

    /** Linear between the two nearest order statistics (Hyndman and Fan's type 7, R's and NumPy's default). */
    public static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
