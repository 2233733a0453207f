package tino.lifecycle.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.SignificanceResult;

/**
 * Whether two samples fall into categories in the same shares: Pearson's χ² test of homogeneity (1900). Categories in which
 * fewer than five of the smaller sample are expected are taken together, as Cochran advises ("Some methods for strengthening the
 * common χ² tests", Biometrics 1954).
 *
 * @param chiSquare the statistic, 0 if there is but one category
 * @param pValue how likely such shares or less equal ones are
 */
public record Homogeneity(double chiSquare, double pValue) {
    private static final double LEAST_EXPECTED = 5;

    /**
     * @param a counts, one a category
     * @param b likewise
     * @throws IllegalArgumentException if the categories differ in number, or a sample is empty
     */
    public static Homogeneity of(long[] a, long[] b) {
        long n = Arrays.stream(a).sum();
        long m = Arrays.stream(b).sum();
        if (a.length != b.length || n == 0 || m == 0) {
            throw new IllegalArgumentException("Two samples counted in the same categories are needed, got " + a.length
                    + " and " + b.length + " categories with " + n + " and " + m + " counts.");
        }
        long[][] table = new long[2][a.length + 1];
        int kept = 1;
        for (int i = 0; i < a.length; i++) {
            boolean sparse = (double) (a[i] + b[i]) / (n + m) * Math.min(n, m) < LEAST_EXPECTED;
            int to = sparse ? 0 : kept++;
            table[0][to] += a[i];
            table[1][to] += b[i];
        }
        int first = table[0][0] + table[1][0] == 0 ? 1 : 0;
        if (kept - first < 2) {
            return new Homogeneity(0, 1);
        }
        SignificanceResult result = ChiSquareTest.withDefaults()
                .test(new long[][] {Arrays.copyOfRange(table[0], first, kept), Arrays.copyOfRange(table[1], first, kept)
                });
        return new Homogeneity(result.getStatistic(), result.getPValue());
    }
}
