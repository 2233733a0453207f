package tino.lifecycle.statistic;

import java.util.List;

/**
 * How good yes-or-no decisions will turn out to be, from their probabilities alone: of decisions with a calibrated probability of .9, nine
 * in ten are right, whether anybody knows which. NannyML's confidence-based performance estimation (Białek et al., "We don't need no
 * labels: Estimating post-deployment model performance under covariate shift without ground truth", arXiv:2401.08348, 2024), here over
 * bins: what a reference with known outcomes was off by in a bin corrects the probabilities in it (histogram binning; Zadrozny and
 * Elkan, ICML 2001).
 *
 * <p>It sees that cases got harder. It cannot see that the same cases come to something else than in the reference.
 *
 * <p>The intervals are of what the decisions will have come to: the outcomes' own chance, and what is not known of the calibration, of which
 * a bin knows as much as its cases in the reference and one more of the probability itself. The sums are taken for normal; bins, and
 * yeses and noes within one, for independent.
 *
 * @param decisions that it is about
 * @param accuracy share of right decisions, NaN without any
 * @param precision share of the yeses that are right, NaN without any
 * @param recall share of those who should get a yes that do, NaN without any
 */
public record ConfidenceEstimate(long decisions, Interval accuracy, Interval precision, Interval recall) {

    /**
     * Decisions of about the same probability.
     *
     * @param predicted mean probability of a yes being right, 0–1
     * @param yes what was decided
     */
    public record Group(double predicted, long count, boolean yes) {}

    /** A number of cases as it is expected, and its variance. */
    private record Expected(double mean, double variance) {
        static final Expected NONE = new Expected(0, 0);

        Expected plus(Expected other) {
            return new Expected(mean + other.mean, variance + other.variance);
        }
    }

    /**
     * @param reference what came of such probabilities elsewhere; where it is empty they are taken for calibrated
     * @param confidence e.g. 0.95
     */
    public static ConfidenceEstimate of(List<Group> groups, Reliability reference, double confidence) {
        long all = 0;
        long yeses = 0;
        Expected rightYes = Expected.NONE;
        Expected wrongNo = Expected.NONE;
        for (Group group : groups) {
            Expected ones = ones(group, reference);
            all += group.count;
            if (group.yes) {
                yeses += group.count;
                rightYes = rightYes.plus(ones);
            } else {
                wrongNo = wrongNo.plus(ones);
            }
        }
        double positives = rightYes.mean + wrongNo.mean;
        // Of a ratio A / (A + B) by the delta method.
        double ofRecall =
                (wrongNo.mean * wrongNo.mean * rightYes.variance + rightYes.mean * rightYes.mean * wrongNo.variance)
                        / Math.pow(positives, 4);
        return new ConfidenceEstimate(
                all,
                share(
                        rightYes.mean + (all - yeses) - wrongNo.mean,
                        all,
                        (rightYes.variance + wrongNo.variance) / ((double) all * all),
                        confidence),
                share(rightYes.mean, yeses, rightYes.variance / ((double) yeses * yeses), confidence),
                share(rightYes.mean, positives, ofRecall, confidence));
    }

    /** For how many of a group a yes is right. */
    private static Expected ones(Group group, Reliability reference) {
        double predicted = group.predicted;
        double cases = 0;
        double off = 0;
        for (Reliability.Bin bin : reference.bins()) {
            if (bin.from() <= predicted && (predicted < bin.to() || bin.to() >= 1)) {
                cases = bin.count();
                off = (bin.observed() - bin.predicted()) * cases / (cases + 1);
            }
        }
        double right = Math.clamp(predicted + off, 0, 1);
        double calibration = reference.bins().isEmpty() ? 0 : right * (1 - right) / (cases + 2);
        double n = group.count;
        return new Expected(n * right, n * right * (1 - right) + n * n * calibration);
    }

    private static Interval share(double part, double whole, double variance, double confidence) {
        if (!(whole > 0)) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, confidence);
        }
        Interval interval = Interval.normal(part / whole, Math.sqrt(variance), confidence);
        return new Interval(
                interval.mean(), Math.max(0, interval.low()), Math.min(1, interval.high()), interval.confidence());
    }
}
