package tino.language.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tino.language.Passage;

/**
 * How many passages of a corpus each stem is in: what makes a rare word weigh more than a common one. Counted once, then only read.
 *
 * @param passages of the corpus
 * @param averageWords words of a passage, on average
 * @param counts by stem
 */
public record TermStatistics(int passages, double averageWords, Map<String, Integer> counts) {

    /** Nothing is known of the corpus: all words weigh the same. */
    public static final TermStatistics NONE = new TermStatistics(0, 100, Map.of());

    public TermStatistics {
        counts = Map.copyOf(counts);
    }

    /** Counts stems of titles, headings and texts. */
    public static TermStatistics of(Iterable<Passage> corpus) {
        Map<String, Integer> counts = new HashMap<>();
        int passages = 0;
        long words = 0;
        for (Passage passage : corpus) {
            Set<String> seen = new HashSet<>();
            for (String part : new String[] {passage.title(), passage.section(), passage.text()}) {
                Words read = Words.of(part);
                words += read.size();
                for (int word = 0; word < read.size(); word++) {
                    seen.add(read.stem(word));
                }
            }
            passages++;
            seen.forEach(stem -> counts.merge(stem, 1, Integer::sum));
        }
        return new TermStatistics(passages, passages == 0 ? NONE.averageWords : (double) words / passages, counts);
    }

    /** Lucene's and Robertson's form, {@code ln(1 + (N − n + .5) / (n + .5))}: above 0 also for words that are everywhere. */
    public double idf(String stem) {
        int in = counts.getOrDefault(stem, 0);
        return Math.log1p((Math.max(passages, in) - in + .5) / (in + .5));
    }
}
