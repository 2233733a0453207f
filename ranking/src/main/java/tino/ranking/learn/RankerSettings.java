package tino.ranking.learn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.bias.Correction;

/**
 * What an application says about its learned ranker.
 *
 * @param model name in the registry, e.g. {@code marketplace-ranker}
 * @param layout the feature vectors, as logged
 * @param impression type of the events that say what was shown; their bodies hold an {@link tino.ranking.Impression}
 * @param grades what came of an item, as grades
 * @param minimumLists fewer lists with an outcome are too little to learn from
 * @param candidates the ways to learn that are tried. If any of them corrects position bias, the lists are judged
 *     corrected, too
 * @param gate what a challenger must pass, on the metrics of {@link ListEvaluation}
 * @param success type of the outcome that is wanted; those of a higher grade are successes too
 * @param circumstances what else is known of a list, to be watched for drift beside the features
 */
public record RankerSettings(
        String model,
        FeatureLayout layout,
        String impression,
        Grades grades,
        int minimumLists,
        List<Candidate> candidates,
        Gate gate,
        ServingPolicy serving,
        RolloutPolicy rollout,
        String success,
        Circumstances circumstances) {

    /**
     * nDCG@10 not worse than the champion's by more than 2 % and above that of the weights; and were the lists drawn again, it would
     * hardly (2.5 %) turn out more than 0.05 below the weights.
     */
    public static final Gate GATE = new Gate(List.of(
            Check.notWorseThan(Against.CHAMPION, ListEvaluation.NDCG, Margin.of("2%")),
            Check.betterThan(Against.FALLBACK, ListEvaluation.NDCG, Margin.NONE).surely(0.05)));

    public RankerSettings {
        if (!grades.events().contains(success)) {
            throw new IllegalArgumentException(
                    "Expected the success of the ranker '" + model + "' to be one of its outcomes "
                            + grades.events().stream().sorted().toList() + ", got '" + success + "'");
        }
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("The ranker '" + model + "' needs at least one way to learn");
        }
        requireKnown(gate);
    }

    /**
     * Sees to it that a gate can judge a ranker, before anything is trained.
     *
     * @throws IllegalArgumentException if it looks at what {@link ListEvaluation} does not measure, naming what it does
     */
    public static void requireKnown(Gate gate) {
        for (Check check : gate.checks()) {
            if (!check.timed() && !ListEvaluation.METRICS.contains(check.metric())) {
                throw new IllegalArgumentException("Expected a check of one of the metrics of a ranker, "
                        + ListEvaluation.METRICS.stream().sorted().toList() + " or " + Check.LATENCY + ", got '"
                        + check.metric() + "'.");
            }
            if (check.groups() != null) {
                throw new IllegalArgumentException("Expected a check of '" + check.metric()
                        + "' over all lists, got one of the gap by '" + check.groups()
                        + "'; lists have no groups.");
            }
        }
    }

    /** With other ways to learn. */
    RankerSettings with(List<Candidate> others) {
        return new RankerSettings(
                model,
                layout,
                impression,
                grades,
                minimumLists,
                others,
                gate,
                serving,
                rollout,
                success,
                circumstances);
    }

    Outcomes outcomes() {
        Map<String, Double> values = new HashMap<>();
        grades.byEvent().forEach((type, grade) -> values.put(type, grade.doubleValue()));
        return new Outcomes(values, grades.of(success));
    }

    boolean corrected() {
        return candidates.stream().anyMatch(candidate -> candidate.correction() != Correction.NONE);
    }
}
