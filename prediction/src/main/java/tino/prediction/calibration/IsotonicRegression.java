package tino.prediction.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rising function nearest to given points, by weighted squares: Barlow, Bartholomew, Bremner and Brunk, "Statistical
 * inference under order restrictions", 1972; the pool-adjacent-violators algorithm of Ayer et al., Annals of Mathematical
 * Statistics 26, 1955. Linear between points, and beyond the first and the last as they are.
 *
 * @param at rising, one at least
 * @param values never falling, one for each
 */
record IsotonicRegression(double[] at, double[] values) {

    /**
     * @param x finite, in any order; points of one x are pooled
     * @param weights above 0
     */
    static IsotonicRegression fit(double[] x, double[] y, double[] weights) {
        if (x.length == 0 || x.length != y.length || x.length != weights.length) {
            throw new IllegalArgumentException("Expected points, each with a value and a weight, got " + x.length + ", "
                    + y.length + " and " + weights.length);
        }
        int[] order = IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> x[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        Blocks blocks = new Blocks(x.length);
        for (int start = 0; start < order.length; ) {
            double at = x[order[start]];
            double weight = 0;
            double sum = 0;
            int end = start;
            while (end < order.length && x[order[end]] == at) {
                weight += weights[order[end]];
                sum += weights[order[end]] * y[order[end]];
                end++;
            }
            blocks.add(at, sum, weight);
            start = end;
        }
        return blocks.regression();
    }

    /** Neighbours whose values would fall become one block with their mean. */
    private static final class Blocks {
        private final double[] first;
        private final double[] last;
        private final double[] sum;
        private final double[] weight;
        private int count;

        Blocks(int points) {
            first = new double[points];
            last = new double[points];
            sum = new double[points];
            weight = new double[points];
        }

        void add(double at, double pointSum, double pointWeight) {
            first[count] = at;
            last[count] = at;
            sum[count] = pointSum;
            weight[count] = pointWeight;
            count++;
            while (count > 1 && mean(count - 2) >= mean(count - 1)) {
                count--;
                last[count - 1] = last[count];
                sum[count - 1] += sum[count];
                weight[count - 1] += weight[count];
            }
        }

        private double mean(int block) {
            return sum[block] / weight[block];
        }

        /** The ends of blocks are all that is needed. */
        IsotonicRegression regression() {
            double[] at = new double[2 * count];
            double[] values = new double[2 * count];
            int points = 0;
            for (int block = 0; block < count; block++) {
                at[points] = first[block];
                values[points++] = mean(block);
                if (last[block] > first[block]) {
                    at[points] = last[block];
                    values[points++] = mean(block);
                }
            }
            return new IsotonicRegression(Arrays.copyOf(at, points), Arrays.copyOf(values, points));
        }
    }

    static double interpolate(double[] at, double[] values, double x) {
        int place = Arrays.binarySearch(at, x);
        if (place >= 0) {
            return values[place];
        }
        int above = -place - 1;
        if (above == 0) {
            return values[0];
        }
        if (above == at.length) {
            return values[above - 1];
        }
        double share = (x - at[above - 1]) / (at[above] - at[above - 1]);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }

    double value(double x) {
        return interpolate(at, values, x);
    }
}
