package tino.language.evaluate;

import java.util.List;
import tino.language.Passage;

/**
 * What was answered to a question.
 *
 * @param text with marks of citation, {@code [1]}, where it has any
 * @param citations the passages it cites and by what numbers
 * @param refused whether it says that the sources do not hold the answer; then the text is not judged
 * @param retrieved what was found for it, best first
 * @param millis that it took
 * @param cost in the currency of the prices, 0 where it costs nothing
 * @param provider who wrote it
 */
public record Answered(
        String text,
        List<Citation> citations,
        boolean refused,
        List<Passage> retrieved,
        double millis,
        double cost,
        String provider) {
    public Answered {
        citations = List.copyOf(citations);
        retrieved = List.copyOf(retrieved);
    }

    /** @param number by which the text cites it, from 1 */
    public record Citation(int number, Passage passage) {}
}
