package tino.lifecycle.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model was given vectors of a layout that it was not trained on. */
public final class LayoutMismatch extends IllegalArgumentException {

    public LayoutMismatch(FeatureLayout trained, FeatureLayout given) {
        super("The model was trained on layout '" + trained.name() + "' (fingerprint " + trained.fingerprint()
                + ") and cannot judge vectors of layout '" + given.name() + "' (fingerprint " + given.fingerprint()
                + "): " + String.join("; ", differences(trained, given)) + ". Train a model on the new layout.");
    }

    /** What differs, in words: features that are missing, new, moved or of another range or unit. */
    public static List<String> differences(FeatureLayout trained, FeatureLayout given) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        given.names().forEach(name -> columns.put(name, columns.size()));
        List<String> differences = new ArrayList<>();
        for (int column = 0; column < trained.size(); column++) {
            Feature feature = trained.features().get(column);
            Integer there = columns.remove(feature.name());
            if (there == null) {
                differences.add("'" + feature.name() + "' is missing");
                continue;
            }
            if (there != column) {
                differences.add("'" + feature.name() + "' moved from column " + column + " to " + there);
            }
            Feature other = given.features().get(there);
            if (!describe(feature).equals(describe(other))) {
                differences.add("'" + feature.name() + "' was " + describe(feature) + " and is now " + describe(other));
            }
        }
        columns.keySet().forEach(name -> differences.add("'" + name + "' is new"));
        return differences;
    }

    private static String describe(Feature feature) {
        return feature.categorical()
                ? "one of " + feature.categories()
                : feature.min() + "–" + feature.max() + " " + feature.unit();
    }
}
