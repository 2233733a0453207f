package tino.language.evaluate;

import java.util.List;
import tino.language.Passage;
import tino.language.answer.Citation;

/**
 * What was answered to a question.
 *
 * @param text as a person reads it, with marks of citation, {@code [1]}, where it has any
 * @param brief the answer in the fewest words, for exact match and F1, whose right answers are short; the text where nothing shorter is known
 * @param citations the passages it cites
 * @param refused whether it says that the sources do not hold the answer; then the text is not judged
 * @param retrieved what was found for it, best first
 * @param millis that it took; not a number where nobody knows
 * @param cost in the currency of the prices, 0 where it costs nothing
 * @param provider who wrote it
 */
public record Answered(
        String text,
        String brief,
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
}
