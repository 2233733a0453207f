package tino.prediction;

import tino.lifecycle.feature.FeatureLayout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was answered and from what: the engine's part of the body of a prediction's event. An application adds its own fields
 * beside these. Training, explanations and drift read the features from here, so nothing is computed again from data that is
 * younger than the decision.
 *
 * @param layout fingerprint of the features' layout
 * @param features of the case; NaN is missing, {@code null} in the event
 */
public record Predicted(Prediction prediction, String layout, float[] features) {
    public static final String PROBABILITY = "probability";
    public static final String DECISION = "decision";
    public static final String THRESHOLD = "threshold";
    public static final String MODE = "mode";
    public static final String LAYOUT = "layout";
    public static final String FEATURES = "features";

    public static Predicted of(Prediction prediction, FeatureLayout layout, float[] features) {
        return new Predicted(prediction, layout.fingerprint(), features);
    }

    /** Writes the fields of this record into the body of an event. */
    public void write(ObjectNode body) {
        body.put(PROBABILITY, prediction.probability());
        body.put(DECISION, prediction.decision());
        body.put(THRESHOLD, prediction.threshold());
        body.put(MODE, prediction.mode());
        body.put(LAYOUT, layout);
        ArrayNode values = body.putArray(FEATURES);
        for (float value : features) {
            if (Float.isNaN(value)) {
                values.addNull();
            } else {
                values.add(value);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if a field is missing or of another kind, naming it
     */
    public static Predicted read(JsonNode body) {
        JsonNode values = body.path(FEATURES);
        if (!values.isArray()) {
            throw missing(FEATURES, values);
        }
        float[] features = new float[values.size()];
        for (int i = 0; i < features.length; i++) {
            JsonNode value = values.get(i);
            features[i] = value.isNumber() ? value.floatValue() : Float.NaN;
        }
        for (String number : new String[] {PROBABILITY, THRESHOLD}) {
            if (!body.path(number).isNumber()) {
                throw missing(number, body.path(number));
            }
        }
        return new Predicted(
                new Prediction(
                        body.path(PROBABILITY).doubleValue(),
                        body.path(DECISION).asBoolean(false),
                        body.path(THRESHOLD).doubleValue(),
                        body.path(MODE).asString("")),
                body.path(LAYOUT).asString(""),
                features);
    }

    private static IllegalArgumentException missing(String field, JsonNode got) {
        return new IllegalArgumentException(
                "Expected the field '" + field + "' of a prediction, got " + got.getNodeType());
    }
}
