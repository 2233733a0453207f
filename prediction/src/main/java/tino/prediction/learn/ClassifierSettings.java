package tino.prediction.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.gate.Against;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.Margin;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.ServingPolicy;
import tino.prediction.threshold.OperatingMode;

/**
 * What an application says about its classifier.
 *
 * @param model name in the registry, e.g. {@code hiring-classifier}
 * @param layout the features, as logged
 * @param modes each of which a version must keep; the first is the one taken where nobody names one
 * @param attributes of people, e.g. {@code sex}, by whose groups versions are judged; no names of the snapshot's own columns
 * @param minimumRows fewer labelled cases are too little to learn from
 * @param minimumPositives likewise, of those that are yes
 * @param parameters LightGBM's, by its own names, without the seed; {@link #PARAMETERS} is a start
 * @param gate what a challenger must pass, on the metrics of {@link ClassifierEvaluation}
 * @param prediction type of the events that say what was answered; their bodies hold a {@link tino.prediction.Predicted}
 */
public record ClassifierSettings(
        String model,
        FeatureLayout layout,
        List<OperatingMode> modes,
        List<String> attributes,
        int minimumRows,
        int minimumPositives,
        Map<String, String> parameters,
        Gate gate,
        ServingPolicy serving,
        RolloutPolicy rollout,
        Outcomes outcomes,
        String prediction) {

    /** Small trees, slowly learned, as many as the newer cases want. */
    public static final Map<String, String> PARAMETERS = Map.of(
            "learning_rate", "0.05",
            "num_leaves", "15",
            "num_iterations", "2000",
            "early_stopping_round", "50",
            "min_data_in_leaf", "20",
            "bagging_fraction", "0.8",
            "bagging_freq", "1",
            "feature_fraction", "0.8");

    /** Better probabilities than the base rate's, surely; and not worse ones than the champion's by more than 2 %. */
    public static final Gate GATE = new Gate(List.of(
            Check.betterThan(Against.FALLBACK, ClassifierEvaluation.LOG_LOSS, Margin.NONE)
                    .ofLow()
                    .surely(0),
            Check.notWorseThan(Against.CHAMPION, ClassifierEvaluation.LOG_LOSS, Margin.of("2%"))
                    .ofLow()));

    /**
     * @throws IllegalArgumentException if there is no mode, an attribute has the name of a column of the snapshot, or the gate
     *     looks at what is not measured, naming what is
     */
    public ClassifierSettings {
        modes = List.copyOf(modes);
        attributes = List.copyOf(attributes);
        parameters = Map.copyOf(parameters);
        if (modes.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one operating mode for the classifier '" + model + "', got none");
        }
        for (String attribute : attributes) {
            if (LabelledSnapshot.OWN.contains(attribute)) {
                throw new IllegalArgumentException(
                        "Expected other names of people's attributes than the snapshot's own " + LabelledSnapshot.OWN
                                + ", got '" + attribute + "'");
            }
        }
        requireKnown(gate, attributes);
    }

    /**
     * Sees to it that a gate can judge a classifier, before anything is trained.
     *
     * @param attributes of people that are known
     * @throws IllegalArgumentException if it looks at what {@link ClassifierEvaluation} does not measure, naming what it does
     */
    public static void requireKnown(Gate gate, List<String> attributes) {
        Set<String> groups = new TreeSet<>();
        for (String attribute : attributes) {
            groups.add(attribute);
            groups.add(attribute + ClassifierEvaluation.OF_POSITIVES);
        }
        for (Check check : gate.checks()) {
            if (!check.timed() && !ClassifierEvaluation.METRICS.contains(check.metric())) {
                throw new IllegalArgumentException("Expected a check of one of the metrics of a classifier, "
                        + new TreeSet<>(ClassifierEvaluation.METRICS) + " or " + Check.LATENCY + ", got '"
                        + check.metric() + "'.");
            }
            if (check.groups() != null && !groups.contains(check.groups())) {
                throw new IllegalArgumentException("Expected a check of '" + check.metric() + "' by one of " + groups
                        + ", got one by '" + check.groups() + "'.");
            }
        }
    }

    /** With what an earlier run wrote down of how it trained. */
    ClassifierSettings recorded(Map<String, String> run) {
        Map<String, String> then = new TreeMap<>();
        run.forEach((name, value) -> {
            if (name.startsWith(ClassifierTraining.PARAMETER)) {
                then.put(name.substring(ClassifierTraining.PARAMETER.length()), value);
            }
        });
        if (then.isEmpty()) {
            return this;
        }
        List<OperatingMode> thenModes = new ArrayList<>();
        for (String mode : run.getOrDefault(ClassifierTraining.MODES, "").split(",")) {
            if (!mode.isEmpty()) {
                thenModes.add(OperatingMode.of(mode));
            }
        }
        return new ClassifierSettings(
                model,
                layout,
                thenModes.isEmpty() ? modes : thenModes,
                attributes,
                minimumRows,
                minimumPositives,
                then,
                gate,
                serving,
                rollout,
                outcomes,
                prediction);
    }
}
