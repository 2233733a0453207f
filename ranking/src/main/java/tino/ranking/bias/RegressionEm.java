package tino.ranking.bias;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Estimates from ordinary traffic, without experiments, how likely each position is looked at.
 *
 * <p>The model of a click is: looked at (by the position alone) and found relevant (by the features alone). Which of the
 * two was missing where nobody clicked is not seen, so both are found by expectation maximisation, with a regression
 * over the features for relevance: Wang, Golbandi, Bendersky, Metzler and Najork, "Position bias estimation for unbiased
 * learning to rank in personal search", WSDM 2018. In place of their boosted trees stands {@link AdditiveLogit}, whose
 * one step an iteration makes this a generalised EM that still never lowers the likelihood. At the end the estimates are
 * made to fall from the top down (isotonic regression), since lists are read so.
 */
public final class RegressionEm {
    private static final int ITERATIONS = 300;
    private static final double TOLERANCE = 1e-4;
    /**
     * Rows without a click that are used. Most rows are of that kind, and what can be known is limited by the clicks: of
     * the others a sample that stands for all says nearly as much (as in case-control studies) and costs a fraction.
     */
    private static final int MAX_UNCLICKED = 20_000;

    private RegressionEm() {}

    /**
     * @param features row-major {@code clicked.length × columns}
     * @param clicked whether anything came of the row
     * @param positions where the row was shown, 1 is the top
     * @return an estimate for every position up to the deepest; {@link Propensities#NONE} where nobody clicked anything
     */
    public static Propensities estimate(float[] features, int columns, boolean[] clicked, int[] positions) {
        int unclicked = 0;
        for (boolean one : clicked) {
            unclicked += one ? 0 : 1;
        }
        double share = Math.min(1, (double) MAX_UNCLICKED / Math.max(1, unclicked));
        // Drawn, not every n-th: lists have a regular length, and some positions would be left out.
        SplittableRandom random = new SplittableRandom(clicked.length);
        int[] kept = IntStream.range(0, clicked.length)
                .filter(row -> clicked[row] || random.nextDouble() < share)
                .toArray();
        float[] someFeatures = new float[kept.length * columns];
        boolean[] someClicked = new boolean[kept.length];
        int[] somePositions = new int[kept.length];
        float[] counts = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(features, kept[i] * columns, someFeatures, i * columns, columns);
            someClicked[i] = clicked[kept[i]];
            somePositions[i] = positions[kept[i]];
            counts[i] = someClicked[i] ? 1 : (float) (1 / share);
        }
        return fit(someFeatures, columns, someClicked, somePositions, counts);
    }

    private static Propensities fit(float[] features, int columns, boolean[] clicked, int[] positions, float[] counts) {
        int deepest = Arrays.stream(positions).max().orElse(0);
        double[] shown = new double[deepest];
        int clicks = 0;
        for (int row = 0; row < clicked.length; row++) {
            shown[positions[row] - 1] += counts[row];
            clicks += clicked[row] ? 1 : 0;
        }
        if (clicks == 0) {
            return Propensities.NONE;
        }
        AdditiveLogit relevance = new AdditiveLogit(features, columns, counts);
        double[] relevant = new double[clicked.length];
        double[] target = new double[clicked.length];
        double[] looked = Propensities.power(0.5, deepest).byPosition();
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            relevance.predict(relevant);
            double[] sum = new double[deepest];
            for (int row = 0; row < clicked.length; row++) {
                int position = positions[row] - 1;
                if (clicked[row]) {
                    sum[position]++;
                    target[row] = 1;
                } else {
                    double noClick = 1 - looked[position] * relevant[row];
                    sum[position] += counts[row] * looked[position] * (1 - relevant[row]) / noClick;
                    target[row] = (1 - looked[position]) * relevant[row] / noClick;
                }
            }
            double change = 0;
            for (int position = 0; position < deepest; position++) {
                double now = shown[position] == 0 ? looked[position] : sum[position] / shown[position];
                change = Math.max(change, Math.abs(now - looked[position]));
                looked[position] = now;
            }
            relevance.step(target, relevant);
            if (iteration > 20 && change < TOLERANCE) {
                break;
            }
        }
        return relative(falling(looked, shown));
    }

    private static Propensities relative(double[] looked) {
        double top = looked[0];
        return new Propensities(Arrays.stream(looked)
                .map(value -> Math.clamp(value / top, 1e-3, 1))
                .toArray());
    }

    /** The nearest sequence that never rises (pool adjacent violators; Barlow et al. 1972), weighted by rows shown. */
    private static double[] falling(double[] values, double[] weights) {
        int[] ends = new int[values.length];
        double[] means = new double[values.length];
        double[] masses = new double[values.length];
        int blocks = 0;
        for (int i = 0; i < values.length; i++) {
            means[blocks] = values[i];
            masses[blocks] = weights[i];
            ends[blocks] = i + 1;
            while (blocks > 0 && means[blocks - 1] < means[blocks]) {
                double mass = masses[blocks - 1] + masses[blocks];
                if (mass > 0) {
                    means[blocks - 1] =
                            (means[blocks - 1] * masses[blocks - 1] + means[blocks] * masses[blocks]) / mass;
                }
                masses[blocks - 1] = mass;
                ends[blocks - 1] = ends[blocks];
                blocks--;
            }
            blocks++;
        }
        double[] fallen = new double[values.length];
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            while (at < ends[block]) {
                fallen[at++] = means[block];
            }
        }
        return fallen;
    }
}
