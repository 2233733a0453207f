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
     * How likely each position is looked at.
     *
     * @param features row-major {@code clicked.length × columns}
     * @param clicked whether anything came of the row
     * @param positions where the row was shown, 1 is the top
     * @return an estimate for every position up to the deepest; {@link Propensities#NONE} where nobody clicked anything
     */
    public static Propensities estimate(float[] features, int columns, boolean[] clicked, int[] positions) {
        Rows rows = Rows.sample(features, columns, clicked, positions);
        if (!rows.anyClicked()) {
            return Propensities.NONE;
        }
        double[] shown = new double[rows.deepest()];
        for (int row = 0; row < rows.counts.length; row++) {
            shown[rows.positions[row] - 1] += rows.counts[row];
        }
        double[] looked = Propensities.power(0.5, shown.length).byPosition();
        AdditiveLogit relevance = new AdditiveLogit(rows.features, columns, rows.counts);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] sum = iterate(rows, looked, relevance);
            double change = 0;
            for (int position = 0; position < looked.length; position++) {
                double now = shown[position] == 0 ? looked[position] : sum[position] / shown[position];
                change = Math.max(change, Math.abs(now - looked[position]));
                looked[position] = now;
            }
            if (iteration > 20 && change < TOLERANCE) {
                break;
            }
        }
        return relative(falling(looked, shown));
    }

    /**
     * How likely something comes of a row that is shown at the top, where the propensities are known: the same
     * maximisation without their half.
     *
     * @param features row-major {@code clicked.length × columns}
     * @param clicked whether anything came of the row
     * @param positions where the row was shown, 1 is the top
     */
    public static AdditiveLogit attractiveness(
            float[] features, int columns, boolean[] clicked, int[] positions, Propensities propensities) {
        Rows rows = Rows.sample(features, columns, clicked, positions);
        double[] looked = new double[rows.deepest()];
        Arrays.setAll(looked, index -> propensities.at(index + 1));
        AdditiveLogit relevance = new AdditiveLogit(rows.features, columns, rows.counts);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            iterate(rows, looked, relevance);
        }
        return relevance;
    }

    /**
     * Moves the model of relevance one step.
     *
     * @return by position, how many rows were looked at as far as can be told
     */
    private static double[] iterate(Rows rows, double[] looked, AdditiveLogit relevance) {
        double[] relevant = new double[rows.counts.length];
        double[] target = new double[relevant.length];
        double[] sum = new double[looked.length];
        relevance.predict(relevant);
        for (int row = 0; row < relevant.length; row++) {
            int position = rows.positions[row] - 1;
            if (rows.clicked[row]) {
                sum[position]++;
                target[row] = 1;
            } else {
                double noClick = 1 - looked[position] * relevant[row];
                sum[position] += rows.counts[row] * looked[position] * (1 - relevant[row]) / noClick;
                target[row] = (1 - looked[position]) * relevant[row] / noClick;
            }
        }
        relevance.step(target, relevant);
        return sum;
    }

    /**
     * All rows that were clicked and a sample of the others.
     *
     * @param counts for how many rows each stands
     */
    private record Rows(float[] features, boolean[] clicked, int[] positions, float[] counts) {
        static Rows sample(float[] features, int columns, boolean[] clicked, int[] positions) {
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
            Rows some = new Rows(
                    new float[kept.length * columns],
                    new boolean[kept.length],
                    new int[kept.length],
                    new float[kept.length]);
            for (int i = 0; i < kept.length; i++) {
                System.arraycopy(features, kept[i] * columns, some.features, i * columns, columns);
                some.clicked[i] = clicked[kept[i]];
                some.positions[i] = positions[kept[i]];
                some.counts[i] = some.clicked[i] ? 1 : (float) (1 / share);
            }
            return some;
        }

        boolean anyClicked() {
            return IntStream.range(0, clicked.length).anyMatch(row -> clicked[row]);
        }

        int deepest() {
            return Arrays.stream(positions).max().orElse(0);
        }
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
