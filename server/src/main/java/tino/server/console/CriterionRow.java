package tino.server.console;

import org.jspecify.annotations.Nullable;
import tino.lifecycle.rollout.Criterion;
import tino.lifecycle.rollout.Criterion.Kind;
import tino.lifecycle.statistic.Interval;

/**
 * A criterion as it is shown.
 *
 * @param value {@code null} where nothing was gathered yet
 * @param reference the same of the control, {@code null} where there is none
 * @param needed {@code null} where there is no number to reach
 * @param interval of the difference to the control, {@code null} where there is none
 * @param drawing {@code null} where there is nothing to draw
 * @param done how much of what is needed is there, 0–1, {@code null} for what does not grow with time
 */
public record CriterionRow(
        Kind kind,
        Unit unit,
        State state,
        @Nullable Double value,
        @Nullable Double reference,
        boolean most,
        @Nullable Double needed,
        @Nullable Interval interval,
        @Nullable Drawing drawing,
        @Nullable Double done) {

    /** How a figure is written. */
    public enum Unit {
        DAYS,
        COUNT,
        SHARE,
        SCORE,
        MILLIS,
        FLAG
    }

    public enum State {
        HELD,
        /** A condition that may yet come to hold. */
        MISSING,
        /** A guard that ends the trial. */
        BROKEN,
        /** A guard with too few answers to conclude anything from. */
        OPEN
    }

    /** Whether anything is known of where the difference lies. */
    public boolean bounded() {
        return interval != null && Double.isFinite(interval.low()) && Double.isFinite(interval.high());
    }

    static CriterionRow condition(Criterion criterion) {
        return of(criterion, criterion.held() ? State.HELD : State.MISSING);
    }

    static CriterionRow guard(Criterion criterion) {
        Interval interval = criterion.interval();
        boolean open = Double.isNaN(criterion.value())
                || Double.isNaN(criterion.needed())
                || interval != null && !Double.isFinite(interval.low());
        return of(criterion, !criterion.held() ? State.BROKEN : open ? State.OPEN : State.HELD);
    }

    private static CriterionRow of(Criterion criterion, State state) {
        Double value = known(criterion.value());
        Double reference = criterion.reference() == null ? null : known(criterion.reference());
        boolean sought = criterion.kind() == Kind.MRR;
        Double needed = sought ? null : known(criterion.needed());
        Interval interval = criterion.interval();
        Double limit = interval == null
                ? null
                : sought || needed == null || reference == null
                        ? Double.valueOf(0)
                        : Double.valueOf(needed - reference);
        Unit unit = unit(criterion.kind());
        boolean grows = unit == Unit.DAYS || unit == Unit.COUNT;
        Drawing drawing = interval != null
                ? Drawing.of(interval, 0.0, limit)
                : value == null || needed == null || grows || unit == Unit.FLAG
                        ? null
                        : Drawing.of(value, reference, needed);
        return new CriterionRow(
                criterion.kind(),
                unit,
                state,
                value,
                reference,
                most(criterion.kind()),
                needed == null ? null : Double.valueOf(Math.max(0, needed)),
                interval,
                drawing,
                grows && value != null && needed != null && needed > 0 ? Math.clamp(value / needed, 0.0, 1.0) : null);
    }

    private static boolean most(Kind kind) {
        return switch (kind) {
            case FAIRNESS, P95, FALLBACK -> true;
            case DAYS, CASES, HIT, MRR, CTR, LOADED -> false;
        };
    }

    private static Unit unit(Kind kind) {
        return switch (kind) {
            case DAYS -> Unit.DAYS;
            case CASES -> Unit.COUNT;
            case HIT, FAIRNESS, CTR, FALLBACK -> Unit.SHARE;
            case MRR -> Unit.SCORE;
            case P95 -> Unit.MILLIS;
            case LOADED -> Unit.FLAG;
        };
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
