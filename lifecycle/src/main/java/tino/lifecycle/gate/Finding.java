package tino.lifecycle.gate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;

/**
 * What one check found. All of it is kept, so that the judgement can be drawn and understood later.
 *
 * @param challenger its figure; NaN if nothing was judged
 * @param reference the figure of what it was compared with, {@code null} for a constant or if there was nothing
 * @param threshold what the challenger's figure had to reach or not to exceed, {@code null} if there was nothing to
 *     compare with
 * @param interval 95 %, of the gain over the reference (above 0 is better), or of the figure itself if it was compared with
 *     a constant; {@code null} where there was nothing to measure
 * @param problem why it could not be judged and is not passed, {@code null} if it could
 */
public record Finding(
        Check check,
        double challenger,
        @Nullable Double reference,
        @Nullable Double threshold,
        @Nullable Interval interval,
        @Nullable Problem problem,
        boolean passed) {

    /** Why a figure cannot be judged. */
    public enum Problem {
        /** No row, list or answer was there to be judged by. */
        NOTHING_JUDGED,
        /** A value, the challenger's or that of what it is compared with, is NaN or infinite. */
        NOT_FINITE,
        /** The rows are of fewer than two groups: there is no gap to measure. */
        ONE_GROUP
    }

    /** One line for the log and the command line, e.g. {@code ndcg@10 0.7120, at least 0.7 (0.7010 to 0.7240): passed}. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s %.4f, %s%s: %s",
                figure(),
                challenger,
                asked(),
                sureness(),
                passed ? "passed" : "not passed");
    }

    private String figure() {
        return check.groups() == null ? check.metric() : "gap of " + check.metric() + " by " + check.groups();
    }

    /**
     * What was asked, as a name that texts of any language can be kept under: {@code at_least}, {@code at_most},
     * {@code better.champion}, {@code better.fallback}, {@code not_worse.champion}, {@code not_worse.fallback};
     * {@code alone.champion}, {@code alone.fallback} where that was not there; a {@link Problem} in small letters.
     */
    public String rule() {
        if (problem != null) {
            return problem.name().toLowerCase(Locale.ROOT);
        }
        if (check.against() == null) {
            return check.atLeast() != null ? "at_least" : "at_most";
        }
        String asked = reference == null ? "alone" : check.betterBy() != null ? "better" : "not_worse";
        return asked + "." + check.against().name().toLowerCase(Locale.ROOT);
    }

    private String asked() {
        if (problem != null) {
            return switch (problem) {
                case NOTHING_JUDGED -> "nothing was judged";
                case NOT_FINITE -> "a value is not finite";
                case ONE_GROUP -> "the rows are of fewer than two groups";
            };
        }
        if (check.against() == null) {
            return check.atLeast() != null ? "at least " + check.atLeast() : "at most " + check.atMost();
        }
        String other = check.against().name().toLowerCase(Locale.ROOT);
        if (reference == null) {
            return "no " + other + " to compare with";
        }
        String compared = String.format(Locale.ROOT, "than the %s's %.4f", other, reference);
        if (check.notWorseBy() != null) {
            return "not worse " + compared + " by more than " + check.notWorseBy();
        }
        return "better " + compared
                + (check.betterBy() == null || check.betterBy().value() == 0 ? "" : " by " + check.betterBy());
    }

    private String sureness() {
        return interval == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%s%.4f to %.4f)",
                        reference == null ? "" : "gain ",
                        interval.low(),
                        interval.high());
    }
}
