package tino.lifecycle.adult;

import java.util.Arrays;

/** Measures of a yes or no that was foretold with a probability, one value a case. */
final class Classified {
    private Classified() {}

    /** 1 where the more probable of the two was wrong. */
    static double[] error(double[] probability, boolean[] truth) {
        double[] error = new double[truth.length];
        Arrays.setAll(error, i -> probability[i] >= 0.5 == truth[i] ? 0 : 1);
        return error;
    }

    /** Negative logarithm of the probability that was given to what came true. */
    static double[] logLoss(double[] probability, boolean[] truth) {
        double[] loss = new double[truth.length];
        Arrays.setAll(loss, i -> -Math.log(Math.max(truth[i] ? probability[i] : 1 - probability[i], 1e-15)));
        return loss;
    }
}
