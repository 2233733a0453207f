package tino.language.extract;

import tino.language.Passage;

/**
 * A piece of a passage that may be the answer.
 *
 * @param passage it is of
 * @param number the passage's place among those asked about, from 1: what citations call it
 * @param start in the passage's text
 * @param end exclusive
 * @param score expected agreement with the right answer, 0 to 1: the probability of the passage times the token F1 expected if the
 *     passage is the right one
 */
public record Span(Passage passage, int number, int start, int end, double score) {

    public Span {
        if (start < 0 || end <= start || end > passage.text().length()) {
            throw new IllegalArgumentException("A span lies inside its passage of "
                    + passage.text().length() + " characters, got " + start + " to " + end);
        }
    }

    /** The answer, byte for byte as it stands in the passage. */
    public String text() {
        return passage.text().substring(start, end);
    }
}
