package tino.lifecycle.rollout;

import java.util.List;
import java.util.Map;

/**
 * What may come of an answer.
 *
 * @param grades type of event to grade, e.g. {@code click} 1, {@code contract} 5; what is not named is no outcome
 * @param success the lowest grade that is what one wanted
 */
public record Outcomes(Map<String, Double> grades, double success) {
    /** Of a model nobody gives feedback on. */
    public static final Outcomes NONE = new Outcomes(Map.of(), 1);

    public Outcomes {
        grades = Map.copyOf(grades);
        if (!grades.isEmpty() && grades.values().stream().noneMatch(grade -> grade >= success)) {
            throw new IllegalArgumentException(
                    "Expected an outcome of at least grade " + success + " to be a success, got " + grades);
        }
    }

    /** Types of event that are an outcome, in order. */
    public List<String> types() {
        return grades.keySet().stream().sorted().toList();
    }

    /** Those of them that are what one wanted. */
    public List<String> successes() {
        return types().stream()
                .filter(type -> grades.getOrDefault(type, 0.0) >= success)
                .toList();
    }
}
