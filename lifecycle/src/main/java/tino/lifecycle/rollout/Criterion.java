package tino.lifecycle.rollout;

import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Interval;

/**
 * One condition of a rollout and how it stands.
 *
 * @param value what there is; NaN where nothing was gathered yet
 * @param reference the same of the control, {@code null} where nothing is compared
 * @param needed what the value has to reach, or not to exceed
 * @param interval of the difference to the control, {@code null} where there is none
 */
public record Criterion(
        Kind kind,
        double value,
        @Nullable Double reference,
        double needed,
        @Nullable Interval interval,
        boolean held) {

    /** What is looked at; the keys of texts for people. */
    public enum Kind {
        /** Days in this stage. */
        DAYS,
        /** Answers in this stage. */
        CASES,
        /** Share of successes found among the first; in points above the control's. */
        HIT,
        /** Mean reciprocal rank of what succeeded. */
        MRR,
        /** Widest difference between groups. */
        FAIRNESS,
        /** 95th percentile of the version's time, ms. */
        P95,
        /** Share of answers with any outcome. */
        CTR,
        /** Share of its answers that the fallback gave. */
        FALLBACK,
        /** Whether its files can be read. */
        LOADED
    }
}
