package tino.lifecycle.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.rollout.Criterion.Kind;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.PairedBootstrap;

/**
 * What was gathered while a version answered nobody.
 *
 * @param cases decisions it answered unseen
 * @param found what succeeded, with its rank in both orders
 * @param fairnessControl widest difference between groups in the share that is among the first; NaN without groups
 * @param p95 of its time a decision, ms; NaN without cases
 */
public record ShadowEvidence(long cases, List<Found> found, double fairnessControl, double fairnessShadow, double p95) {
    private static final int RESAMPLES = 1_000;

    /**
     * Something that succeeded. Both orders are those of what was shown: of what only the version would have shown nobody
     * knows what had come of it.
     *
     * @param rankControl 1 is the top, {@code null}: not among those answered
     * @param weight 1 / how likely it was looked at where it was shown, so that the order that was shown is not favoured
     *     for having been shown
     */
    public record Found(
            UUID decision,
            @Nullable Integer rankControl,
            @Nullable Integer rankShadow,
            double weight) {
        static double reciprocal(@Nullable Integer rank) {
            return rank == null ? 0 : 1.0 / rank;
        }

        static double hit(@Nullable Integer rank, int at) {
            return rank != null && rank <= at ? 1 : 0;
        }
    }

    /**
     * All conditions of leaving the shadow.
     *
     * @param random for the bootstrap
     */
    List<Criterion> criteria(Rollout rollout, RolloutPolicy.Shadow policy, Instant now, RandomGenerator random) {
        List<Criterion> criteria = new ArrayList<>();
        double days = Duration.between(rollout.since(), now).toMillis()
                / (double) Duration.ofDays(1).toMillis();
        double needed =
                policy.atLeast().toMillis() / (double) Duration.ofDays(1).toMillis();
        boolean enough = days >= needed || cases >= policy.orCases();
        criteria.add(new Criterion(Kind.DAYS, days, null, needed, null, enough));
        criteria.add(new Criterion(Kind.CASES, cases, null, policy.orCases(), null, enough));
        double control = mean(one -> Found.hit(one.rankControl(), policy.hitAt()));
        double shadow = mean(one -> Found.hit(one.rankShadow(), policy.hitAt()));
        criteria.add(new Criterion(
                Kind.HIT, shadow, control, control + policy.hitGain(), null, shadow - control >= policy.hitGain()));
        Interval gap = found.isEmpty() ? null : gap(policy.confidence(), random);
        criteria.add(new Criterion(
                Kind.MRR,
                mean(one -> Found.reciprocal(one.rankShadow())),
                mean(one -> Found.reciprocal(one.rankControl())),
                0,
                gap,
                gap != null && gap.low() > 0));
        if (!Double.isNaN(fairnessShadow)) {
            criteria.add(new Criterion(
                    Kind.FAIRNESS,
                    fairnessShadow,
                    fairnessControl,
                    fairnessControl + policy.fairnessWorse(),
                    null,
                    fairnessShadow <= fairnessControl + policy.fairnessWorse()));
        }
        double most = policy.p95().toNanos() / 1e6;
        criteria.add(new Criterion(Kind.P95, p95, null, most, null, p95 < most));
        return criteria;
    }

    /** By decisions, since what succeeded in one is not independent. */
    private Interval gap(double confidence, RandomGenerator random) {
        Map<UUID, Double> gaps = new LinkedHashMap<>();
        found.forEach(one -> gaps.merge(
                one.decision(),
                one.weight() * (Found.reciprocal(one.rankShadow()) - Found.reciprocal(one.rankControl())),
                Double::sum));
        double weights = found.stream().mapToDouble(Found::weight).sum() / gaps.size();
        return PairedBootstrap.mean(
                gaps.values().stream().mapToDouble(gap -> gap / weights).toArray(), confidence, RESAMPLES, random);
    }

    private double mean(java.util.function.ToDoubleFunction<Found> value) {
        double sum = 0;
        double weights = 0;
        for (Found one : found) {
            sum += one.weight() * value.applyAsDouble(one);
            weights += one.weight();
        }
        return sum / weights;
    }
}
