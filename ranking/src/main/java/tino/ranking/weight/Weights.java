package tino.ranking.weight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tino.lifecycle.feature.FeatureLayout;

/**
 * How much each feature counts in a weighted sum. A feature that is not named counts nothing.
 *
 * @param values feature name → weight; finite and ≥ 0
 */
public record Weights(Map<String, Double> values) {

    public Weights {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        List<String> wrong = new ArrayList<>();
        values.forEach((name, value) -> {
            if (!valid(value)) {
                wrong.add(name + " = " + value);
            }
        });
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("A weight is a finite number of at least 0, got " + wrong);
        }
    }

    static boolean valid(double value) {
        return Double.isFinite(value) && value >= 0;
    }

    /** The weight of a feature, 0 if it has none. */
    public double of(String feature) {
        return values.getOrDefault(feature, 0.0);
    }

    /** @throws IllegalArgumentException if a weight is for a feature that the layout lacks, naming both */
    public void requireKnown(FeatureLayout layout) {
        List<String> unknown = values.keySet().stream()
                .filter(name -> !layout.names().contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No feature " + unknown + " in layout '" + layout.name() + "', it has "
                    + layout.names() + ". Maybe the name is misspelt.");
        }
    }
}
