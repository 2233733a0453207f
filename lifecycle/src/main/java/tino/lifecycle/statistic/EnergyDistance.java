package tino.lifecycle.statistic;

import java.util.random.RandomGenerator;

/**
 * How far apart two samples of vectors are, and how likely that is if there is one distribution: the energy distance of Székely and
 * Rizzo ("Testing for equal distributions in high dimension", InterStat 2004) with a permutation test. It is zero only for equal
 * distributions, whatever their shape.
 *
 * @param coefficient the distance as a share of the mean distance between the samples, 0 to 1, without bias for the samples'
 *     size: for equal distributions 0 on average, so it may be a little below
 * @param pValue share of the permutations with as great a distance or a greater one
 */
public record EnergyDistance(double coefficient, double pValue) {

    /**
     * @param a vectors, at least two
     * @param b likewise, of the same length
     * @param permutations the p-value is a multiple of 1/(permutations + 1)
     */
    public static EnergyDistance of(float[][] a, float[][] b, int permutations, RandomGenerator random) {
        if (a.length < 2 || b.length < 2 || a[0].length != b[0].length) {
            throw new IllegalArgumentException("Two samples of at least two vectors of one length are needed, got "
                    + a.length + " and " + b.length + " vectors.");
        }
        float[][] distances = distances(a, b);
        int[] order = new int[distances.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        double observed = coefficient(distances, order, a.length);
        int asGreat = 1;
        for (int permutation = 0; permutation < permutations; permutation++) {
            shuffle(order, random);
            asGreat += coefficient(distances, order, a.length) >= observed ? 1 : 0;
        }
        return new EnergyDistance(observed, (double) asGreat / (permutations + 1));
    }

    private static float[][] distances(float[][] a, float[][] b) {
        int count = a.length + b.length;
        float[][] distances = new float[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                float distance = distance(i < a.length ? a[i] : b[i - a.length], j < a.length ? a[j] : b[j - a.length]);
                distances[i][j] = distance;
                distances[j][i] = distance;
            }
        }
        return distances;
    }

    private static float distance(float[] x, float[] y) {
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            float difference = x[i] - y[i];
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }

    /** Of the first n in this order against the others. */
    private static double coefficient(float[][] distances, int[] order, int n) {
        int m = order.length - n;
        double withinA = 0;
        double withinB = 0;
        double between = 0;
        for (int i = 0; i < order.length; i++) {
            float[] row = distances[order[i]];
            int inA = Math.min(i, n);
            double toA = 0;
            for (int j = 0; j < inA; j++) {
                toA += row[order[j]];
            }
            double toB = 0;
            for (int j = n; j < i; j++) {
                toB += row[order[j]];
            }
            if (i < n) {
                withinA += toA;
            } else {
                between += toA;
                withinB += toB;
            }
        }
        double mean = between / ((double) n * m);
        double spread = withinA / (n * (n - 1) / 2.0) + withinB / (m * (m - 1) / 2.0);
        return mean == 0 ? 0 : (2 * mean - spread) / (2 * mean);
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
