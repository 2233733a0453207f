package tino.search.lucene;

import tino.search.fusion.Fusion;
import tino.search.fusion.WeightedSum;

/**
 * How a Lucene index matches and ranks.
 *
 * @param k1 BM25: how soon repeating a term saturates
 * @param b BM25: how far long texts are damped, 0 to 1
 * @param gramWeight weight of the character n-grams beside the words; 0 leaves them out of the index
 * @param depth candidates taken of each list before fusion, at least the hits asked for
 * @param fusion of the text's ranking with the vectors'
 */
public record LuceneOptions(float k1, float b, float gramWeight, int depth, Fusion fusion) {

    public static final LuceneOptions STANDARD = new LuceneOptions(1.2f, .75f, .2f, 100, new WeightedSum(.7));

    public LuceneOptions {
        if (!(gramWeight >= 0)) {
            throw new IllegalArgumentException("The weight of n-grams must be 0 or more, got " + gramWeight);
        }
        if (depth < 1) {
            throw new IllegalArgumentException("The depth of a list must be 1 or more, got " + depth);
        }
    }
}
