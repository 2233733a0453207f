package tino.lifecycle.monitor;

import java.time.Duration;

/**
 * When the quality of a champion counts as fallen, and what is done then. Windows are best whole weeks, so that a weekend is
 * compared with one; where a window sees fewer answers than needed nothing is concluded.
 *
 * @param baseline after its promotion: what it came with
 * @param window so long pieces of the time after that are compared with the baseline, each for itself
 * @param answers needed in the baseline and in a window
 * @param drop part by which a share must have fallen at least: 0.10 is a tenth
 * @param confidence that it fell, over all looks at one champion together
 * @param maturity younger answers are left out: what comes of them is still to come
 * @param rest after one retraining none is asked for until so long later, or until another version is champion
 * @param learnFrom decisions of so long back are learned from then: older ones show what people liked before
 */
public record QualityPolicy(
        Duration baseline,
        Duration window,
        int answers,
        double drop,
        double confidence,
        Duration maturity,
        Duration rest,
        Duration learnFrom) {
    public static final QualityPolicy STANDARD = new QualityPolicy(
            Duration.ofDays(7),
            Duration.ofDays(7),
            500,
            0.10,
            0.95,
            Duration.ofHours(1),
            Duration.ofDays(7),
            Duration.ofDays(14));

    /** @throws IllegalArgumentException if a window has no length, or a share is none */
    public QualityPolicy {
        if (!positive(baseline) || !positive(window) || !positive(learnFrom) || answers < 2) {
            throw new IllegalArgumentException(
                    "Expected a baseline, a window and a time to learn from above 0, e.g. 7d, and at least 2 answers, got "
                            + baseline + ", " + window + ", " + learnFrom + " and " + answers + ".");
        }
        if (!(drop >= 0 && drop < 1) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "Expected a drop from 0 to below 1, e.g. 0.10 for a tenth, and a confidence between 0 and 1, e.g. 0.95,"
                            + " got " + drop + " and " + confidence + ".");
        }
    }

    private static boolean positive(Duration duration) {
        return duration.isPositive();
    }
}
