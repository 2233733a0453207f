package tino.lifecycle.feature;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One number that a model sees of a candidate or a case.
 *
 * @param name as logged and as in the weights table
 * @param min smallest legal value
 * @param max largest legal value
 * @param unit e.g. {@code share}, {@code BRL⁻¹}, {@code count}
 * @param source where the value comes from, for people
 * @param categories where the number stands for one of several words, these: value {@code i} is the {@code i}-th; empty for
 *     an ordinary number
 */
public record Feature(
        String name,
        double min,
        double max,
        String unit,
        String source,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> categories) {

    public Feature {
        // Layouts of before there were categories lack the field.
        categories = categories == null ? List.of() : List.copyOf(categories);
    }

    /** A number that is what it is. */
    public Feature(String name, double min, double max, String unit, String source) {
        this(name, min, max, unit, source, List.of());
    }

    /** One of several words. */
    public static Feature category(String name, List<String> categories, String source) {
        return new Feature(name, 0, categories.size() - 1.0, "category", source, categories);
    }

    public boolean categorical() {
        return !categories.isEmpty();
    }
}
