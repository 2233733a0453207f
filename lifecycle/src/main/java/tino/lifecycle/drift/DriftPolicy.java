package tino.lifecycle.drift;

import java.time.Duration;

/**
 * When what a champion decides from counts as drifted, and what is done then.
 *
 * @param rule that is gone by
 * @param window days that are compared with the baseline together, the present one included; best whole weeks
 * @param answers needed in the window and in the baseline; a column with fewer is not judged
 * @param ks by the rule {@code TESTED}, the least distance of Kolmogorov and Smirnov of numbers
 * @param psi or the least stability index of numbers and categories
 * @param energy the least coefficient of the energy distance of vectors
 * @param missing the least change of the share without a value
 * @param alpha chance that anything is called drifted at a look where nothing is, over all columns together
 * @param silence a log without an answer of the champion for so long has stopped
 * @param settle answers younger than this are left for the next look: they may still be on their way
 * @param read answers of one day read at most at one look; of more an even sample is
 * @param retrain whether the model is trained anew when something drifted
 * @param rest after one retraining none is asked for until so long later, or until another version is champion
 * @param learnFrom decisions of so long back are learned from then
 */
public record DriftPolicy(
        Rule rule,
        int window,
        int answers,
        double ks,
        double psi,
        double energy,
        double missing,
        double alpha,
        Duration silence,
        Duration settle,
        int read,
        boolean retrain,
        Duration rest,
        Duration learnFrom) {

    /** What makes a drift. */
    public enum Rule {
        /** An effect of some size, a corrected p-value and a minimum count, all three. */
        TESTED,
        /**
         * The simple rules: the share of ones, or of a category, changed by more than .15; the mean moved by more than three standard
         * deviations of the baseline; no test and no minimum.
         */
        SIMPLE,
        /** p &lt; .05, uncorrected: what is done where nobody thought of it. */
        P_VALUE
    }

    public static final DriftPolicy STANDARD = new DriftPolicy(
            Rule.TESTED,
            7,
            200,
            0.10,
            0.20,
            0.01,
            0.05,
            0.01,
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            100_000,
            true,
            Duration.ofDays(7),
            Duration.ofDays(14));

    /** @throws IllegalArgumentException if a number is none that makes sense, naming it */
    public DriftPolicy {
        if (window < 1 || answers < 2 || read < 1) {
            throw new IllegalArgumentException(
                    "Expected a window of at least 1 day, at least 2 answers and at least 1 to" + " read, got " + window
                            + ", " + answers + " and " + read + ".");
        }
        if (!share(ks) || !share(energy) || !share(missing) || !(psi > 0) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "Expected ks, energy and missing above 0 and up to 1, e.g. 0.10, psi above 0,"
                            + " e.g. 0.20, and alpha between 0 and 1, e.g. 0.01, got " + ks + ", " + energy + ", "
                            + missing
                            + ", " + psi + " and " + alpha + ".");
        }
        if (!silence.isPositive() || !learnFrom.isPositive() || settle.isNegative() || rest.isNegative()) {
            throw new IllegalArgumentException(
                    "Expected silence and learn-from above 0, e.g. 24h, and settle and rest not" + " below, got "
                            + silence + ", " + learnFrom + ", " + settle + " and " + rest + ".");
        }
    }

    private static boolean share(double value) {
        return value > 0 && value <= 1;
    }

    /** The same by another rule. */
    public DriftPolicy by(Rule other) {
        return new DriftPolicy(
                other, window, answers, ks, psi, energy, missing, alpha, silence, settle, read, retrain, rest,
                learnFrom);
    }

    /** The same with another minimum. */
    public DriftPolicy from(int least) {
        return new DriftPolicy(
                rule, window, least, ks, psi, energy, missing, alpha, silence, settle, read, retrain, rest, learnFrom);
    }
}
