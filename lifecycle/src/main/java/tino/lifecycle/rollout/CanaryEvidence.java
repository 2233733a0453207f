package tino.lifecycle.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tino.lifecycle.rollout.Criterion.Kind;
import tino.lifecycle.statistic.ConfidenceSequence;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;

/**
 * What came of the answers of a version on trial and, meanwhile, of the answers of its control.
 *
 * @param trial answers of the version, its fallbacks among them
 */
public record CanaryEvidence(Arm trial, Arm control) {
    /** The sequence is narrowest around so many answers; a step has about as many. */
    private static final int TUNED_FOR = 500;

    /**
     * @param answers given
     * @param answered those of which anything came
     * @param hits those of which a success came among the first
     */
    public record Arm(long answers, long answered, long hits) {
        public static final Arm NONE = new Arm(0, 0, 0);

        /** Shares of answers with any outcome. */
        public Moments ctr() {
            return Moments.ofShare(answered, answers);
        }

        /** Shares of answers with a success among the first. */
        public Moments hit() {
            return Moments.ofShare(hits, answers);
        }
    }

    /** What no version on trial may do. A condition that is not held ends the trial. */
    List<Criterion> guards(RolloutPolicy.Guard guard, Speed ours, Speed theirs) {
        return guards(guard, ours, theirs, false);
    }

    /** @param overdue whether a drop need not be sure any more, see {@link #overdue} */
    List<Criterion> guards(RolloutPolicy.Guard guard, Speed ours, Speed theirs, boolean overdue) {
        List<Criterion> criteria = new ArrayList<>();
        criteria.add(drop(
                Kind.CTR,
                trial.ctr(),
                control.ctr(),
                guard.ctrDrop() * control.ctr().mean(),
                guard,
                overdue));
        criteria.add(drop(Kind.HIT, trial.hit(), control.hit(), guard.hitDrop(), guard, overdue));
        boolean concluded = ours.answers() >= guard.cases();
        double most = guard.p95().toNanos() / 1e6;
        // Where the control is as slow, it is the machine and not the version.
        boolean machine = theirs.answers() >= guard.cases() && theirs.p95() > most;
        criteria.add(new Criterion(
                Kind.P95,
                ours.p95(),
                theirs.answers() == 0 ? null : theirs.p95(),
                most,
                null,
                !concluded || machine || ours.p95() <= most));
        criteria.add(new Criterion(
                Kind.FALLBACK,
                ours.fallbackRate(),
                null,
                guard.fallbackRate(),
                null,
                !concluded || ours.fallbackRate() <= guard.fallbackRate()));
        criteria.add(new Criterion(Kind.LOADED, ours.loaded() ? 1 : 0, null, 1, null, ours.loaded()));
        return criteria;
    }

    /** What a step must last. */
    List<Criterion> step(Rollout rollout, RolloutPolicy policy, Instant now) {
        RolloutPolicy.Step step = policy.step();
        double day = Duration.ofDays(1).toMillis();
        double days = Duration.between(rollout.since(), now).toMillis() / day;
        double needed = step.atLeast().toMillis() / day;
        boolean enough =
                trial.answers() >= policy.guard().cases() && (days >= needed || trial.answers() >= step.orCases());
        return List.of(
                new Criterion(Kind.DAYS, days, null, needed, null, enough),
                new Criterion(Kind.CASES, trial.answers(), null, step.orCases(), null, enough));
    }

    /**
     * Whether the version had twice the time or the answers that a step lasts, and thrice those that the guard wants. One that
     * still looks worse then neither advances nor surely does harm, and would keep all others from their turn.
     */
    boolean overdue(Rollout rollout, RolloutPolicy policy, Instant now) {
        boolean late =
                !rollout.since().plus(policy.step().atLeast().multipliedBy(2)).isAfter(now)
                        || trial.answers() >= 2L * policy.step().orCases();
        return late && trial.answers() >= 3L * policy.guard().cases();
    }

    private Criterion drop(
            Kind kind, Moments ours, Moments theirs, double drop, RolloutPolicy.Guard guard, boolean overdue) {
        double value = ours.n() == 0 ? Double.NaN : ours.mean();
        if (ours.n() < guard.cases() || theirs.n() < guard.cases()) {
            return new Criterion(kind, value, theirs.n() == 0 ? null : theirs.mean(), Double.NaN, null, true);
        }
        // As long as both are one and the same they have one spread, known best from both together: of a few dozen
        // answers
        // without a rare success alone one would conclude that there is none.
        double variance = ours.plus(theirs).variance();
        Interval difference = ConfidenceSequence.difference(
                new Moments(ours.n(), ours.mean(), variance),
                new Moments(theirs.n(), theirs.mean(), variance),
                guard.confidence(),
                TUNED_FOR);
        boolean dropped = overdue ? difference.mean() < -drop : difference.mean() <= -drop && difference.high() < 0;
        return new Criterion(kind, value, theirs.mean(), theirs.mean() - drop, difference, !dropped);
    }
}
