package tino.lifecycle.registry;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Columns that hold a JSON object of plain values. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<LinkedHashMap<String, String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, Double>> NUMBERS = new TypeReference<>() {};

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @param json {@code null}: empty */
    static SequencedMap<String, String> strings(@Nullable String json) {
        return json == null ? new LinkedHashMap<>() : MAPPER.readValue(json, STRINGS);
    }

    static SequencedMap<String, Double> numbers(String json) {
        return MAPPER.readValue(json, NUMBERS);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}
