package tino.trees.format;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A value inside a JSON file that knows its path, so that an error can name it. */
final class JsonPart {
    /** Decimals are kept, since going to {@code float} by way of {@code double} may round twice. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String source;
    private final String path;
    private final JsonNode node;

    private JsonPart(String source, String path, JsonNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
    }

    static JsonPart parse(String json, String source) {
        try {
            return new JsonPart(source, "$", JSON.readTree(json));
        } catch (JacksonException e) {
            var location = e.getLocation();
            String where = location == null
                    ? "somewhere"
                    : "line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw new ModelFormatException(
                    source, where, "expected JSON, found " + e.getOriginalMessage() + ". Maybe it was cut off", e);
        }
    }

    boolean has(String key) {
        return node.has(key);
    }

    JsonPart get(String key) {
        JsonNode child = node.get(key);
        if (child == null) {
            throw error(
                    "the key '" + key + "'",
                    node.isObject()
                            ? "only " + node.propertyNames()
                            : node.getNodeType().toString());
        }
        return new JsonPart(source, path + "." + key, child);
    }

    List<JsonPart> list() {
        expectList();
        List<JsonPart> parts = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            parts.add(new JsonPart(source, path + "[" + i + "]", node.get(i)));
        }
        return parts;
    }

    String text() {
        if (!node.isString() && !node.isNumber()) {
            throw error("a text", node.getNodeType().toString());
        }
        return node.asString();
    }

    /** A whole number, which XGBoost's parameters write as a text. */
    int integer() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw error("a whole number", "'" + text() + "'");
        }
    }

    /** Whole numbers; {@code true} is 1. */
    int[] integers() {
        expectList();
        int[] values = new int[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(i);
            if (value.isBoolean()) {
                values[i] = value.booleanValue() ? 1 : 0;
            } else if (value.isIntegralNumber() && value.canConvertToInt()) {
                values[i] = value.intValue();
            } else {
                throw error("whole numbers", value + " at index " + i);
            }
        }
        return values;
    }

    float[] floats() {
        expectList();
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(i);
            if (!value.isNumber()) {
                throw error("numbers", value + " at index " + i);
            }
            values[i] = value.isBigDecimal() ? value.decimalValue().floatValue() : (float) value.asDouble();
        }
        return values;
    }

    private void expectList() {
        if (!node.isArray()) {
            throw error("a list", node.getNodeType().toString());
        }
    }

    ModelFormatException error(String expected, String found) {
        return new ModelFormatException(source, "key " + path, "expected " + expected + ", found " + found);
    }

    ModelFormatException error(String problem, Throwable cause) {
        return new ModelFormatException(source, "key " + path, problem, cause);
    }
}
