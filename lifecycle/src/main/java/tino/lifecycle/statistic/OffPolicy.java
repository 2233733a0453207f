package tino.lifecycle.statistic;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What another policy would have earned, from decisions that a logging policy took with known probabilities.
 *
 * <p>A decision counts by how much likelier the other policy takes it than the logging one did. Decisions that the logging
 * policy never takes tell nothing, and a few with a large weight make the estimate unsure: see {@link
 * Estimate#effectiveSize}. Intervals are normal, for decisions independent of each other.
 */
public final class OffPolicy {
    private final double[] rewards;
    private final double[] weights;

    /**
     * @param rewards what came of each logged decision
     * @param logged the probability with which the logging policy took it, in (0, 1]
     * @param target the probability with which the other policy takes it, in [0, 1]
     * @param clip the most a decision counts; {@link Double#POSITIVE_INFINITY} leaves the estimates unbiased, less trades
     *     bias for variance (Ionides, "Truncated importance sampling", 2008)
     */
    public OffPolicy(double[] rewards, double[] logged, double[] target, double clip) {
        int n = rewards.length;
        if (n == 0 || logged.length != n || target.length != n || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "At least one decision, as many propensities and a clip above 0 are needed,"
                            + " got " + n + " rewards, " + logged.length + " logged and " + target.length
                            + " target propensities, clip " + clip);
        }
        this.rewards = rewards.clone();
        this.weights = new double[n];
        for (int i = 0; i < n; i++) {
            if (!(logged[i] > 0 && logged[i] <= 1 && target[i] >= 0 && target[i] <= 1 && Double.isFinite(rewards[i]))) {
                throw new IllegalArgumentException(
                        "Decision " + i + " needs a finite reward, a logged propensity in (0, 1]"
                                + " and a target propensity in [0, 1], got " + rewards[i] + ", " + logged[i] + " and "
                                + target[i]);
            }
            weights[i] = Math.min(target[i] / logged[i], clip);
        }
    }

    /**
     * Inverse propensity scoring: Horvitz and Thompson, "A generalization of sampling without replacement from a finite
     * universe", 1952.
     */
    public Estimate inversePropensity(double confidence) {
        return mean(i -> weights[i] * rewards[i], confidence);
    }

    /**
     * The weighted mean of the rewards, which cannot leave their range and does not move when all rewards are shifted:
     * Swaminathan and Joachims, "The self-normalized estimator for counterfactual learning", NIPS 2015. Standard error by
     * the delta method.
     *
     * @throws IllegalStateException if the other policy takes none of the logged decisions
     */
    public Estimate selfNormalised(double confidence) {
        double mass = sum(i -> weights[i]);
        if (mass == 0) {
            throw new IllegalStateException("The target policy takes none of the " + weights.length
                    + " logged decisions, so nothing is known of it. Maybe it was evaluated on other actions.");
        }
        double value = sum(i -> weights[i] * rewards[i]) / mass;
        double squares = sum(i -> Math.pow(weights[i] * (rewards[i] - value), 2));
        return estimate(value, Math.sqrt(squares) / mass, confidence);
    }

    /**
     * The prediction of a reward model, corrected by the weighted error that it makes on the logged decisions; right if
     * the propensities or the model are right: Dudík, Langford and Li, "Doubly robust policy evaluation and learning",
     * ICML 2011; Dudík, Erhan, Langford and Li, Statistical Science 29(4), 2014.
     *
     * @param predicted the model's reward of the logged decision; learned from other decisions
     * @param expected the model's mean reward over the decisions of the other policy
     */
    public Estimate doublyRobust(double[] predicted, double[] expected, double confidence) {
        if (predicted.length != rewards.length || expected.length != rewards.length) {
            throw new IllegalArgumentException(
                    "Of " + rewards.length + " decisions as many predictions are needed, got " + predicted.length
                            + " of the logged and " + expected.length + " of the target policy");
        }
        return mean(i -> expected[i] + weights[i] * (rewards[i] - predicted[i]), confidence);
    }

    private Estimate mean(IntToDoubleFunction term, double confidence) {
        Moments moments =
                Moments.of(IntStream.range(0, rewards.length).mapToDouble(term).toArray());
        return estimate(moments.mean(), moments.standardError(), confidence);
    }

    private Estimate estimate(double value, double standardError, double confidence) {
        double squares = sum(i -> weights[i] * weights[i]);
        double size = squares == 0 ? 0 : Math.pow(sum(i -> weights[i]), 2) / squares;
        return new Estimate(Interval.normal(value, standardError, confidence), standardError, size);
    }

    private double sum(IntToDoubleFunction term) {
        return IntStream.range(0, rewards.length).mapToDouble(term).sum();
    }

    /**
     * @param interval of the mean reward of a decision
     * @param effectiveSize as many decisions of the other policy itself would tell about as much: (Σw)²/Σw² (Kish 1965)
     */
    public record Estimate(Interval interval, double standardError, double effectiveSize) {
        public double value() {
            return interval.mean();
        }
    }
}
