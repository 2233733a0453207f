package tino.lifecycle.rollout;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a new version to all traffic.
 *
 * @param shadow its time unseen, {@code null}: none
 * @param canary percents of the answers it gives, rising to 100; empty: all at once
 * @param step what each percent must last
 * @param guard what ends the trial at once while it answers anybody
 */
public record RolloutPolicy(@Nullable Shadow shadow, List<Integer> canary, Step step, Guard guard) {

    /** Whatever passes the gate is champion; for models that nobody is answered by directly. */
    public static final RolloutPolicy AT_ONCE = new RolloutPolicy(null, List.of(), Step.STANDARD, Guard.STANDARD);

    /** The numbers of the users' own plan for their legal ranking. */
    public static final RolloutPolicy STANDARD =
            new RolloutPolicy(Shadow.STANDARD, List.of(10, 25, 50, 100), Step.STANDARD, Guard.STANDARD);

    /** @throws IllegalArgumentException if the percents do not rise from above 0 to 100 */
    public RolloutPolicy {
        canary = List.copyOf(canary);
        int before = 0;
        for (int percent : canary) {
            if (percent <= before || percent > 100) {
                throw new IllegalArgumentException(
                        "Expected percents of a canary that rise from above 0 to 100, e.g. 10, 25, 50, 100, got "
                                + canary);
            }
            before = percent;
        }
        if (!canary.isEmpty() && before != 100) {
            throw new IllegalArgumentException(
                    "Expected the last percent of a canary to be 100, or it would never be champion, got " + canary);
        }
    }

    /**
     * When a version may leave the shadow: it has been there long enough <em>or</em> seen enough, and all else holds.
     *
     * @param share of the decisions that it answers unseen
     * @param challengers versions in shadow at once
     * @param atLeast days in shadow
     * @param orCases decisions answered unseen
     * @param hitAt how far down an item counts as found
     * @param hitGain how much more often than the control it must find what succeeded, in points: 0.05 is 5
     * @param confidence of the interval of the gain in reciprocal rank that must lie above 0
     * @param fairnessWorse how much wider than the control's its fairness gap may be
     * @param p95 how long 95 % of its answers may take at most
     */
    public record Shadow(
            double share,
            int challengers,
            Duration atLeast,
            int orCases,
            int hitAt,
            double hitGain,
            double confidence,
            double fairnessWorse,
            Duration p95) {
        public static final Shadow STANDARD =
                new Shadow(0.10, 3, Duration.ofDays(14), 3_000, 3, 0.05, 0.95, 0.02, Duration.ofMillis(15));

        public Shadow {
            Bounds.share("share of the shadow", share);
            Bounds.time("time in shadow", atLeast);
            Bounds.time("p95 of the shadow", p95);
            if (!(hitGain >= -1 && hitGain <= 1 && fairnessWorse >= 0 && fairnessWorse <= 1)) {
                throw new IllegalArgumentException(
                        "Expected a gain in hits between -1 and 1 and a fairness gap worse by 0 to 1, e.g. 0.05 and 0.02, got "
                                + hitGain + " and " + fairnessWorse);
            }
            if (challengers < 1 || orCases < 1 || hitAt < 1) {
                throw new IllegalArgumentException("Expected at least 1 challenger, case and place of a hit, got "
                        + challengers + ", " + orCases + " and " + hitAt);
            }
            Bounds.confidence(confidence);
        }
    }

    /**
     * How long a percent lasts: that long <em>or</em> that many answers, and never fewer answers than the guard needs.
     */
    public record Step(Duration atLeast, int orCases) {
        public static final Step STANDARD = new Step(Duration.ofDays(1), 1_000);

        public Step {
            Bounds.time("time of a step", atLeast);
            Bounds.cases("answers of a step", 1, orCases);
        }
    }

    /**
     * What no version on trial may do. Shares are compared with the answers that the control gave meanwhile, and a drop
     * counts when it is surely one ({@link tino.lifecycle.statistic.ConfidenceSequence}), however often one looks.
     *
     * @param p95 above it the version is too slow
     * @param hitDrop points by which the share of answers with a success among the first may drop: 0.01 is one point
     * @param ctrDrop part by which the share of answers with any outcome may drop: 0.10 is a tenth
     * @param fallbackRate share of its answers that the fallback had to give
     * @param cases answers below which nothing is concluded
     * @param confidence that a drop is one
     */
    public record Guard(
            Duration p95, double hitDrop, double ctrDrop, double fallbackRate, int cases, double confidence) {
        public static final Guard STANDARD = new Guard(Duration.ofMillis(25), 0.01, 0.10, 0.02, 50, 0.95);

        public Guard {
            Bounds.share("fallback rate", fallbackRate);
            Bounds.share("drop of the hit rate", hitDrop);
            Bounds.share("drop of the CTR", ctrDrop);
            Bounds.time("p95 of the guard", p95);
            Bounds.cases("answers to conclude from", 2, cases);
            Bounds.confidence(confidence);
        }
    }

    /** The percent after this one, {@code null} after the last, when the version is champion. */
    public @Nullable Integer percentAfter(int percent) {
        return canary.stream().filter(next -> next > percent).findFirst().orElse(null);
    }
}
