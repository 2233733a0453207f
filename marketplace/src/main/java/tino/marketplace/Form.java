package tino.marketplace;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.web.InvalidInput;

/**
 * What a person filled in, read field by field. What cannot be read becomes a fault instead of an exception, so that the
 * page can show the form again as it was, with all faults at once.
 */
public final class Form {
    private final Map<String, String> values;
    private final List<InvalidInput.Fault> faults = new ArrayList<>();

    public Form(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    public static Form of(HttpServletRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach((name, given) -> values.put(name, given[0].strip().replace("\r\n", "\n")));
        return new Form(values);
    }

    /** The field as it was written, empty if it was not. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** {@code null} if the field is empty. */
    public @Nullable String optional(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    public boolean checked(String name) {
        return !text(name).isEmpty();
    }

    /**
     * With a decimal point or a decimal comma: where both stand, the later one is the decimal sign and the other parts
     * thousands. {@code null} if the field is empty or a fault.
     */
    public @Nullable BigDecimal decimal(String name) {
        String text = text(name);
        boolean comma = text.lastIndexOf(',') > text.lastIndexOf('.');
        return parsed(name, comma ? text.replace(".", "").replace(',', '.') : text.replace(",", ""));
    }

    /** {@code null} if the field is empty or a fault. */
    public @Nullable Double number(String name) {
        BigDecimal decimal = decimal(name);
        return decimal == null ? null : decimal.doubleValue();
    }

    /** {@code null} if the field is empty or a fault. */
    public @Nullable Integer whole(String name) {
        try {
            return text(name).isEmpty() ? null : Integer.valueOf(text(name));
        } catch (NumberFormatException _) {
            fault(name, "a whole number is expected, got \"" + text(name) + '"');
            return null;
        }
    }

    /** {@code null} if the field is empty or a fault. */
    public @Nullable UUID id(String name) {
        try {
            return text(name).isEmpty() ? null : UUID.fromString(text(name));
        } catch (IllegalArgumentException _) {
            fault(name, "a UUID is expected, got \"" + text(name) + '"');
            return null;
        }
    }

    private @Nullable BigDecimal parsed(String name, String text) {
        try {
            return text.isEmpty() ? null : new BigDecimal(text);
        } catch (NumberFormatException _) {
            fault(name, "a number is expected, got \"" + text(name) + '"');
            return null;
        }
    }

    private void fault(String name, String message) {
        faults.add(new InvalidInput.Fault(name, message));
    }

    /** What could not be read so far. */
    public List<InvalidInput.Fault> faults() {
        return List.copyOf(faults);
    }

    /** @throws InvalidInput naming every field that could not be read */
    public void mustBeReadable() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    public Map<String, String> values() {
        return Map.copyOf(values);
    }
}
