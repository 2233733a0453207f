package tino.ranking.learn;

import java.util.Map;
import java.util.Set;

/**
 * What an event about a shown item says of its relevance. Shown and nothing more is grade 0.
 *
 * @param byEvent event type → grade, e.g. click 1, quote 3, contract 5; integers from 1 to 30, since both libraries
 *     learn from integer grades
 */
public record Grades(Map<String, Integer> byEvent) {
    public Grades {
        byEvent = Map.copyOf(byEvent);
        byEvent.forEach((event, grade) -> {
            if (grade < 1 || grade > 30) {
                throw new IllegalArgumentException("A grade is an integer from 1 to 30, got " + grade + " for '" + event
                        + "'. Shown and nothing more is 0 of itself.");
            }
        });
    }

    public Set<String> events() {
        return byEvent.keySet();
    }

    /** The grade of an event, 0 for one that says nothing. */
    public int of(String event) {
        return byEvent.getOrDefault(event, 0);
    }
}
