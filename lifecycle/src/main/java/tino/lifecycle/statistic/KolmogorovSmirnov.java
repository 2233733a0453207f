package tino.lifecycle.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * How far apart the distributions of two samples are, and how likely that is if there is one distribution: the two-sided
 * two-sample test (Smirnov, "Table for estimating the goodness of fit of empirical distributions", 1948).
 *
 * <p>The p-value is exact up to 10,000 values in the larger sample and by the finite asymptotic distribution beyond, which
 * is how SciPy's {@code ks_2samp} chooses. Beyond a hundred thousand values together it is Smirnov's limit. Ties make it conservative.
 *
 * @param distance greatest difference of the two cumulative shares, 0 to 1
 * @param pValue how likely such a distance or a greater one is
 */
public record KolmogorovSmirnov(double distance, double pValue) {
    private static final int EXACT = 10_000;
    /** Of bins: the exact way takes time with the product of the sizes, and bins are not exact. */
    private static final int EXACT_BINNED = 2_000;

    private static final long LISTED = 100_000;
    /** Terms of the limit's series, which alternates and falls as e^(−2k²…). */
    private static final int TERMS = 100;

    /**
     * Of the values themselves, in any order.
     *
     * @throws IllegalArgumentException if a sample is empty or holds a NaN
     */
    public static KolmogorovSmirnov of(double[] a, double[] b) {
        requireSome(a.length, b.length);
        if (Arrays.stream(a).anyMatch(Double::isNaN) || Arrays.stream(b).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "Two samples of numbers are compared, and one holds a NaN. Leave out what"
                            + " is missing and compare the shares of what is.");
        }
        double distance = KolmogorovSmirnovTest.withDefaults().statistic(a, b);
        return new KolmogorovSmirnov(
                distance,
                a.length + (long) b.length > LISTED ? limit(distance, a.length, b.length) : pValue(a, b, EXACT));
    }

    /**
     * Of values counted in the same bins, rising. The distance is the greatest one at an upper edge of a bin: never more than
     * that of the values themselves, so that the p-value is never too small (Pettitt and Stephens, Technometrics 1977).
     *
     * Exact up to 2,000 values in the larger sample.
     *
     * @param a counts, one a bin
     * @param b likewise
     * @throws IllegalArgumentException if the bins differ in number, or a sample is empty
     */
    public static KolmogorovSmirnov of(long[] a, long[] b) {
        double distance = distance(a, b);
        long n = Arrays.stream(a).sum();
        long m = Arrays.stream(b).sum();
        return new KolmogorovSmirnov(
                distance, n + m > LISTED ? limit(distance, n, m) : pValue(listed(a), listed(b), EXACT_BINNED));
    }

    /** The distance alone. @throws IllegalArgumentException as {@link #of(long[], long[])} */
    public static double distance(long[] a, long[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "Samples counted in the same bins are compared, got " + a.length + " and " + b.length + " bins.");
        }
        long n = Arrays.stream(a).sum();
        long m = Arrays.stream(b).sum();
        requireSome(n, m);
        double distance = 0;
        long seenA = 0;
        long seenB = 0;
        for (int bin = 0; bin < a.length; bin++) {
            seenA += a[bin];
            seenB += b[bin];
            distance = Math.max(distance, Math.abs((double) seenA / n - (double) seenB / m));
        }
        return distance;
    }

    private static void requireSome(long n, long m) {
        if (n == 0 || m == 0) {
            throw new IllegalArgumentException(
                    "Two samples with a value each are needed at least, got " + n + " and " + m + " values.");
        }
    }

    private static double pValue(double[] a, double[] b, int exact) {
        PValueMethod method = Math.max(a.length, b.length) <= exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC;
        return KolmogorovSmirnovTest.withDefaults().with(method).test(a, b).getPValue();
    }

    private static double[] listed(long[] counts) {
        double[] values = new double[Math.toIntExact(Arrays.stream(counts).sum())];
        int from = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            int to = from + (int) counts[bin];
            Arrays.fill(values, from, to, bin);
            from = to;
        }
        return values;
    }

    private static double limit(double distance, long n, long m) {
        double square = (double) n / (n + m) * m * distance * distance;
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * square);
        }
        // The series does not settle where nothing differs.
        return square < 0.04 ? 1 : Math.clamp(sum, 0, 1);
    }
}
