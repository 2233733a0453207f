package tino.lifecycle.rollout;

import java.util.List;
import java.util.Map;

/**
 * What may come of an answer.
 *
 * @param grades type of event to grade, e.g. {@code click} 1, {@code contract} 5; what is not named is no outcome
 * @param success the lowest grade that is what one wanted
 * @param counted which of several outcomes of one answer
 */
public record Outcomes(Map<String, Double> grades, double success, Counted counted) {
    /** Of a model nobody gives feedback on. */
    public static final Outcomes NONE = new Outcomes(Map.of(), 1);

    /** The end of a query for events that has the last word first. */
    public static final String LAST_WORD_FIRST = " ORDER BY at DESC, id DESC";

    /** Which of several outcomes of one answer counts. */
    public enum Counted {
        /** All of them happened: a click, then a contract. */
        ALL,
        /** They say what the one outcome was, and the last word corrects those before. */
        LAST
    }

    /** All of them count. */
    public Outcomes(Map<String, Double> grades, double success) {
        this(grades, success, Counted.ALL);
    }

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

    /**
     * A query for the outcomes that count of one answer, to be put in brackets into another.
     *
     * @param answer alias with the columns {@code decision} and {@code decided_at}; the types are the parameter {@code types}
     */
    public String query(String answer) {
        return "SELECT * FROM event WHERE decision = " + answer + ".decision AND decided_at = " + answer
                + ".decided_at AND type = ANY (:types)"
                + (counted == Counted.LAST ? LAST_WORD_FIRST + " LIMIT 1" : "");
    }
}
