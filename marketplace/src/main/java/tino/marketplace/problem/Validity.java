package tino.marketplace.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.web.InvalidInput;

/** Bean validation whose faults carry the names the caller wrote in JSON, not the names of our components. */
public final class Validity {
    private final Validator validator;

    public Validity(Validator validator) {
        this.validator = validator;
    }

    /**
     * Gives the value back if it keeps its constraints.
     *
     * @throws InvalidInput naming every field that does not
     */
    public <T extends Record> T require(@Nullable T value) {
        if (value == null) {
            throw new InvalidInput("body", "a JSON object is expected, got null");
        }
        List<InvalidInput.Fault> faults = validator.validate(value).stream()
                .map(Validity::fault)
                .sorted(Comparator.comparing(InvalidInput.Fault::field).thenComparing(InvalidInput.Fault::message))
                .toList();
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return value;
    }

    private static InvalidInput.Fault fault(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        Class<?> type = violation.getRootBeanClass();
        for (Path.Node node : violation.getPropertyPath()) {
            RecordComponent component = component(type, node.getName());
            field.append(field.isEmpty() ? "" : ".").append(component == null ? node.getName() : jsonName(component));
            type = component == null ? Object.class : component.getType();
        }
        Object got = violation.getInvalidValue();
        return new InvalidInput.Fault(field.toString(), violation.getMessage() + ", got " + shown(got));
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
        return text.length() > 80 ? text.substring(0, 77) + "…" + " (" + text.length() + " characters)" : text;
    }

    private static @Nullable RecordComponent component(Class<?> type, @Nullable String name) {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return component;
                }
            }
        }
        return null;
    }

    private static String jsonName(RecordComponent component) {
        JsonProperty property = component.getAnnotation(JsonProperty.class);
        if (property == null) {
            property = component.getAccessor().getAnnotation(JsonProperty.class);
        }
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }
}
