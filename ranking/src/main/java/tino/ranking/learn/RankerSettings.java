package tino.ranking.learn;

import java.util.Map;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.bias.Correction;
import tino.ranking.feature.FeatureLayout;

/**
 * What an application says about its learned ranker.
 *
 * @param model name in the registry, e.g. {@code marketplace-ranker}
 * @param layout the feature vectors, as logged
 * @param impression type of the events that say what was shown; their bodies hold an {@link tino.ranking.Impression}
 * @param grades what came of an item, as grades
 * @param minimumLists fewer lists with an outcome are too little to learn from
 * @param correction what is done about position bias, in training and in judging
 * @param parameters library ({@code lightgbm}, {@code xgboost}) → its parameters; one candidate is trained for each, the
 *     better one on the validation lists is the challenger
 * @param gate what a challenger must pass, on the metrics of {@link ListEvaluation}
 */
public record RankerSettings(
        String model,
        FeatureLayout layout,
        String impression,
        Grades grades,
        int minimumLists,
        Correction correction,
        Map<String, Map<String, String>> parameters,
        Gate gate,
        ServingPolicy serving) {
    public RankerSettings {
        parameters = Map.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("The ranker '" + model + "' needs parameters for at least one library");
        }
    }

    public RankerSettings with(Correction other) {
        return new RankerSettings(
                model, layout, impression, grades, minimumLists, other, parameters, gate, serving);
    }
}
