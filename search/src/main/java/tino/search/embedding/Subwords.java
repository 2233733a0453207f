package tino.search.embedding;

import java.util.function.LongConsumer;
import org.apache.lucene.analysis.Analyzer;
import tino.search.analysis.TextAnalysis;

/**
 * The features of a text: its stems and, of each word between boundary marks, the character n-grams of 3 and 4 letters, as
 * fastText has them (Bojanowski et al. 2017). A feature is its 64-bit hash: among a million features, the odds that any two
 * meet are 1 in 37 million.
 */
final class Subwords {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 4;

    private final Analyzer stems;
    private final Analyzer words;

    Subwords(TextAnalysis analysis) {
        stems = analysis.words();
        words = analysis.unstemmed();
    }

    /** Calls with the hash of every feature, as often as it occurs. */
    void of(String text, LongConsumer feature) {
        for (String stem : TextAnalysis.terms(stems, text)) {
            feature.accept(hash('=' + stem, 0, stem.length() + 1));
        }
        for (String word : TextAnalysis.terms(words, text)) {
            String marked = '<' + word + '>';
            for (int from = 0; from + SHORTEST <= marked.length(); from++) {
                for (int to = from + SHORTEST; to <= Math.min(from + LONGEST, marked.length()); to++) {
                    feature.accept(hash(marked, from, to));
                }
            }
        }
    }

    /** FNV-1a over UTF-16 units, finished by Stafford's mix 13 so that all bits depend on all. */
    private static long hash(String text, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
