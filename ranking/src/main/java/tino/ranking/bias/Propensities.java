package tino.ranking.bias;

import java.util.Arrays;

/**
 * How likely a person looks at a position, relative to the first.
 *
 * @param byPosition index 0 is position 1 and holds 1; each in (0, 1]
 */
public record Propensities(double[] byPosition) {
    /** Every position is looked at alike: no correction. */
    public static final Propensities NONE = new Propensities(new double[] {1});

    public Propensities {
        if (byPosition.length == 0 || !Arrays.stream(byPosition).allMatch(value -> value > 0 && value <= 1)) {
            throw new IllegalArgumentException("A propensity lies in (0, 1], got " + Arrays.toString(byPosition));
        }
    }

    /** The power law 1/position^η of Joachims, Swaminathan and Schnabel, WSDM 2017, section 5.1. */
    public static Propensities power(double eta, int positions) {
        double[] values = new double[positions];
        Arrays.setAll(values, index -> Math.pow(1.0 / (index + 1), eta));
        return new Propensities(values);
    }

    /** @param position 1 is the top; beyond the last known the last holds, and 0 (not known) counts as the top */
    public double at(int position) {
        return byPosition[Math.clamp(position - 1, 0, byPosition.length - 1)];
    }

    /**
     * What an outcome at the position counts: 1/propensity, at most {@code limit}. The limit trades a little bias for
     * much less variance (Strehl et al., "Learning from logged implicit exploration data", NIPS 2010).
     */
    public double weight(int position, double limit) {
        return Math.min(1 / at(position), limit);
    }
}
