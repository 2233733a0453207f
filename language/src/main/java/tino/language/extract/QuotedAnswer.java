package tino.language.extract;

import java.util.List;
import tino.language.Passage;

/**
 * An answer made of sentences of passages.
 *
 * @param sentences in the order in which they are read
 * @param spans the shortest answers, best first; empty where no word could be an answer
 */
public record QuotedAnswer(List<Quoted> sentences, List<Span> spans) {

    /**
     * A sentence as it stands in a passage.
     *
     * @param number the passage's place among those asked about, from 1
     * @param start in the passage's text
     * @param end exclusive
     */
    public record Quoted(Passage passage, int number, int start, int end) {
        public String text() {
            return passage.text().substring(start, end);
        }

        /** The sentence with its citation. */
        public String cited() {
            return text() + " [" + number + "]";
        }
    }

    public QuotedAnswer {
        sentences = List.copyOf(sentences);
        spans = List.copyOf(spans);
    }

    /** The sentences with their citations; empty where there are none. */
    public String text() {
        return String.join(" ", sentences.stream().map(Quoted::cited).toList());
    }
}
