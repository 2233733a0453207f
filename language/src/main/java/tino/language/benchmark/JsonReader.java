package tino.language.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place in a JSON file whose parts are asked for by name; what is not as expected is named with file and place.
 *
 * @param place e.g. {@code questions[3]}, empty at the top
 */
record JsonReader(String file, String place, JsonNode node) {
    private static final int SHOWN = 60;
    /** Says of what lies open where it began, in a form that is for programs. */
    private static final Pattern START = Pattern.compile(" \\(start marker at .*", Pattern.DOTALL);

    static JsonReader open(Path file) throws IOException {
        return of(file.toString(), Files.readAllBytes(file));
    }

    static JsonReader of(String file, byte[] content) {
        try {
            return new JsonReader(file, "", JsonMapper.shared().readTree(content));
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw new IllegalArgumentException(
                    file + (where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr())
                            + ": expected JSON, got: "
                            + START.matcher(e.getOriginalMessage()).replaceFirst(""),
                    e);
        }
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** @throws IllegalArgumentException if there is no such text or it is blank */
    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw expected("\"" + key + "\" with a text", value);
        }
        return value.stringValue();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** A text or a number, as files have it for ids and versions. */
    String label(String key) {
        JsonNode value = node.path(key);
        return value.isNumber() ? value.asString() : text(key);
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = node.path(key);
        if (has(key) && !value.isBoolean()) {
            throw expected("\"" + key + "\" to be true or false", value);
        }
        return has(key) ? value.booleanValue() : otherwise;
    }

    /** -1 where there is none. */
    int place(String key) {
        JsonNode value = node.path(key);
        return value.isInt() ? value.intValue() : -1;
    }

    /** @throws IllegalArgumentException if there is no such list */
    List<JsonReader> list(String key) {
        JsonNode list = node.path(key);
        if (!list.isArray()) {
            throw expected("\"" + key + "\" with a list", list);
        }
        List<JsonReader> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            parts.add(new JsonReader(file, (place.isEmpty() ? "" : place + ".") + key + "[" + i + "]", list.get(i)));
        }
        return parts;
    }

    /** None where the key is not there. */
    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        return list(key).stream()
                .map(part -> {
                    if (!part.node.isString()) {
                        throw part.expected("a text", part.node);
                    }
                    return part.node.stringValue();
                })
                .toList();
    }

    IllegalArgumentException expected(String what, JsonNode got) {
        String shown = got.isMissingNode() ? "nothing" : got.toString();
        return new IllegalArgumentException((place.isEmpty() ? file : file + ", " + place) + ": expected " + what
                + ", got: " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown));
    }
}
