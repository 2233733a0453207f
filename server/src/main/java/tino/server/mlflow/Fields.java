package tino.server.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The fields of a request, from its JSON body or its query, by the rules of protobuf's JSON: numbers of 64 bits may be written
 * as texts, {@code NaN} and {@code Infinity} are texts, {@code null} is as good as absent. A wrong type is refused by name.
 */
final class Fields {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SHOWN = 80;

    private final ObjectNode values;
    private final String path;
    private final int bytes;
    private final @Nullable String caller;

    private Fields(ObjectNode values, String path, int bytes, @Nullable String caller) {
        this.values = values;
        this.path = path;
        this.bytes = bytes;
        this.caller = caller;
    }

    /** @throws MlflowError if there is a body that is not a JSON object */
    static Fields of(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        ObjectNode values = body.length == 0 ? JSON.createObjectNode() : object(body);
        query(request).forEach((name, texts) -> {
            if (texts.size() == 1) {
                values.put(name, texts.getFirst());
            } else {
                ArrayNode several = values.putArray(name);
                texts.forEach(several::add);
            }
        });
        return new Fields(values, "", body.length, request.getRemoteUser());
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new MlflowError(
                    MlflowError.Code.MALFORMED_REQUEST,
                    "Expected a JSON object, what came is well-formed only until line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        }
        throw new MlflowError(MlflowError.Code.MALFORMED_REQUEST, "Expected a JSON object, got another JSON value.");
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (request.getQueryString() != null) {
            request.getParameterMap().forEach((name, texts) -> query.put(name, List.of(texts)));
        }
        return query;
    }

    /** Size of the body. */
    int bytes() {
        return bytes;
    }

    /** Who asks: an account's id or {@code key:…}. */
    String caller() {
        return caller == null ? "unknown" : caller;
    }

    /** Where a field stands, for messages: {@code metrics[3].value}. */
    String where(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private @Nullable JsonNode node(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text, or a number as a text, which is how enumerations and identifiers may come; empty where there is none. */
    String value(String name) {
        JsonNode value = node(name);
        return value != null && value.isIntegralNumber() ? value.asString() : text(name, "");
    }

    @Nullable
    String text(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(name, "a text", value);
        }
        return value.stringValue();
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** A text that is not empty. */
    String required(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw MlflowError.invalid("Missing value for required parameter '" + where(name) + "'.");
        }
        return text;
    }

    /** An identifier, which some clients write as a number. */
    String id(String name) {
        JsonNode value = node(name);
        return value != null && value.isIntegralNumber() ? value.asString() : required(name);
    }

    @Nullable
    Long whole(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isString() || value.isFloat() || value.isDouble()) {
            try {
                return new java.math.BigDecimal(value.asString()).longValueExact();
            } catch (ArithmeticException | NumberFormatException notWhole) {
                throw wrong(name, "a whole number of 64 bits", value);
            }
        }
        throw wrong(name, "a whole number of 64 bits", value);
    }

    /** A number; {@code NaN} and infinities included. */
    double number(String name) {
        JsonNode value = node(name);
        if (value == null) {
            throw MlflowError.invalid("Missing value for required parameter '" + where(name) + "'.");
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isString()) {
            try {
                return Double.parseDouble(value.stringValue());
            } catch (NumberFormatException notANumber) {
                throw wrong(name, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", value);
            }
        }
        throw wrong(name, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", value);
    }

    boolean flag(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return false;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isString()
                && (value.stringValue().equalsIgnoreCase("true")
                        || value.stringValue().equalsIgnoreCase("false"))) {
            return Boolean.parseBoolean(value.stringValue());
        }
        throw wrong(name, "true or false", value);
    }

    /** A list of texts or of identifiers; one alone is a list of one, as in a query. */
    List<String> texts(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof StringNode one) {
            return List.of(one.stringValue());
        }
        if (!(value instanceof ArrayNode several)) {
            throw wrong(name, "a list of texts", value);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : several) {
            if (!each.isString() && !each.isIntegralNumber()) {
                throw wrong(name + "[" + texts.size() + "]", "a text", each);
            }
            texts.add(each.asString());
        }
        return texts;
    }

    List<Fields> objects(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ArrayNode several)) {
            throw wrong(name, "a list of JSON objects", value);
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode each : several) {
            String place = where(name) + "[" + objects.size() + "]";
            if (!(each instanceof ObjectNode object)) {
                throw wrong(name + "[" + objects.size() + "]", "a JSON object", each);
            }
            objects.add(new Fields(object, place, 0, caller));
        }
        return objects;
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrong(name, "a JSON object", value);
        }
        return new Fields(object, where(name), 0, caller);
    }

    private MlflowError wrong(String name, String expected, JsonNode came) {
        String shown = came.toString();
        return MlflowError.invalid("Invalid value for parameter '" + where(name) + "': expected " + expected + ", got "
                + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown) + ".");
    }
}
