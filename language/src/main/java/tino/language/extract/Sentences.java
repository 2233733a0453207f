package tino.language.extract;

import java.util.Comparator;
import java.util.stream.IntStream;
import tino.language.text.Matching;
import tino.language.text.Words;

/** How much of a question each sentence of a passage holds. */
final class Sentences {
    final float[] coverage;
    final float[] exact;
    /** With what the sentence before holds, at a discount. */
    final float[] withPrevious;
    /** Place by coverage among the passage's sentences, from 0. */
    final int[] rank;

    final float best;
    /** Sentences by rank. */
    final int[] order;

    Sentences(Words words, Matching matching) {
        int count = words.sentences();
        coverage = new float[count];
        exact = new float[count];
        withPrevious = new float[count];
        float[] previous = new float[matching.terms()];
        for (int sentence = 0; sentence < count; sentence++) {
            float[] here = new float[matching.terms()];
            matching.cover(words.first(sentence), words.last(sentence), here);
            coverage[sentence] = matching.share(here);
            float[] whole = new float[here.length];
            float[] both = new float[here.length];
            for (int i = 0; i < here.length; i++) {
                whole[i] = here[i] == 1 ? 1 : 0;
                both[i] = Math.max(here[i], .7f * previous[i]);
            }
            exact[sentence] = matching.share(whole);
            withPrevious[sentence] = matching.share(both);
            previous = here;
        }
        order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(sentence -> -(coverage[sentence] + .3 * withPrevious[sentence])))
                .mapToInt(Integer::intValue)
                .toArray();
        rank = new int[count];
        float most = 0;
        for (int i = 0; i < count; i++) {
            rank[order[i]] = i;
            most = Math.max(most, coverage[i]);
        }
        best = most;
    }
}
