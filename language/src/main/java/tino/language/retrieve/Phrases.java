package tino.language.retrieve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tino.language.text.Question;
import tino.language.text.TermStatistics;
import tino.language.text.Words;

/** A question's words as they are written, small words included: who asks about a text often takes its phrases over. */
final class Phrases {
    private static final float FUNCTION = .3f;

    private final String[] asked;
    private final float[] weights;
    private final float total;

    Phrases(Question question, TermStatistics statistics) {
        Words words = question.words();
        asked = new String[words.size()];
        weights = new float[words.size()];
        float sum = 0;
        for (int word = 0; word < asked.length; word++) {
            asked[word] = words.folded(word);
            weights[word] = words.isFunction(word) ? FUNCTION : (float) statistics.idf(words.stem(word));
            sum += weights[word];
        }
        total = Math.max(sum, 1e-6f);
    }

    /** Share of the question's weight whose very forms are among the words. */
    float surface(Words words, int from, int to) {
        Set<String> here = new HashSet<>();
        for (int word = from; word < to; word++) {
            here.add(words.folded(word));
        }
        float sum = 0;
        for (int i = 0; i < asked.length; i++) {
            sum += here.contains(asked[i]) ? weights[i] : 0;
        }
        return sum / total;
    }

    /** Share, by weight, of the question's runs of {@code length} words that are among the words, too. */
    float shared(Words words, int from, int to, int length) {
        Set<String> here = new HashSet<>();
        for (int word = from; word + length <= to; word++) {
            here.add(run(words, word, length));
        }
        float sum = 0;
        float all = 0;
        for (int i = 0; i + length <= asked.length; i++) {
            float weight = 0;
            StringBuilder run = new StringBuilder();
            for (int j = i; j < i + length; j++) {
                weight += weights[j];
                run.append(asked[j]).append(' ');
            }
            all += weight;
            sum += here.contains(run.toString()) ? weight : 0;
        }
        return all == 0 ? 0 : sum / all;
    }

    private static String run(Words words, int from, int length) {
        StringBuilder run = new StringBuilder();
        for (int word = from; word < from + length; word++) {
            run.append(words.folded(word)).append(' ');
        }
        return run.toString();
    }

    /** Weight of the heaviest run of words that both have, as a share of the question's. */
    float longestRun(Words words, int from, int to) {
        Map<Integer, Float> before = Map.of();
        float most = 0;
        for (int word = from; word < to; word++) {
            Map<Integer, Float> now = new HashMap<>();
            for (int i = 0; i < asked.length; i++) {
                if (asked[i].equals(words.folded(word))) {
                    float run = before.getOrDefault(i - 1, 0f) + weights[i];
                    now.put(i, run);
                    most = Math.max(most, run);
                }
            }
            before = now;
        }
        return most / total;
    }
}
