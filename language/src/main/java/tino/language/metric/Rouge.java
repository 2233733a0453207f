package tino.language.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How much of a reference answer's wording an answer has: Lin, "ROUGE: a package for automatic evaluation of summaries", 2004. With
 * {@link RougeWords#ORIGINAL} and {@link RougeWords#ORIGINAL_STEMMED} the same to the bit as google-research's {@code rouge_score}, which in
 * turn agrees with ROUGE 1.5.5.
 *
 * @param rouge1 common words
 * @param rouge2 common pairs of neighbours
 * @param rougeL longest common subsequence of words
 * @param rougeLsum union of the longest common subsequences of each sentence of the reference with those of the answer; sentences are lines
 */
public record Rouge(Score rouge1, Score rouge2, Score rougeL, Score rougeLsum) {

    /**
     * @param reference the text to be met; for {@code rougeLsum} one sentence a line
     * @param candidate the text that is judged, likewise
     * @return all 0 where one of them has no word
     */
    public static Rouge of(String reference, String candidate, RougeWords words) {
        List<String> wanted = words.of(reference);
        List<String> given = words.of(candidate);
        return new Rouge(
                ofRuns(wanted, given, 1),
                ofRuns(wanted, given, 2),
                ofSubsequence(wanted, given),
                ofSentences(lines(reference, words), lines(candidate, words)));
    }

    /** Against several references: of each measure the one with the best F1. @param references at least one */
    public static Rouge best(List<String> references, String candidate, RougeWords words) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one reference answer, got none.");
        }
        return references.stream()
                .map(reference -> of(reference, candidate, words))
                .reduce((a, b) -> new Rouge(
                        better(a.rouge1, b.rouge1),
                        better(a.rouge2, b.rouge2),
                        better(a.rougeL, b.rougeL),
                        better(a.rougeLsum, b.rougeLsum)))
                .orElseThrow();
    }

    private static Score better(Score a, Score b) {
        ToDoubleFunction<Score> f1 = Score::f1;
        return f1.applyAsDouble(b) > f1.applyAsDouble(a) ? b : a;
    }

    /** ROUGE-N. @param length of the runs of words, at least 1 */
    public static Score ofRuns(List<String> reference, List<String> candidate, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("Expected runs of at least one word, got " + length + ".");
        }
        Map<List<String>, Integer> left = runs(reference, length);
        int common = 0;
        for (int i = 0; i + length <= candidate.size(); i++) {
            List<String> run = candidate.subList(i, i + length);
            Integer count = left.get(run);
            if (count != null && count > 0) {
                common++;
                left.put(run, count - 1);
            }
        }
        return Score.ofCounts(common, candidate.size() - length + 1, reference.size() - length + 1);
    }

    private static Map<List<String>, Integer> runs(List<String> words, int length) {
        Map<List<String>, Integer> runs = new HashMap<>();
        for (int i = 0; i + length <= words.size(); i++) {
            runs.merge(words.subList(i, i + length), 1, Integer::sum);
        }
        return runs;
    }

    private static Score ofSubsequence(List<String> reference, List<String> candidate) {
        return Score.ofCounts(
                lengths(reference, candidate)[reference.size()][candidate.size()], candidate.size(), reference.size());
    }

    private static Score ofSentences(List<List<String>> reference, List<List<String>> candidate) {
        Map<String, Integer> wanted = counts(reference);
        Map<String, Integer> given = counts(candidate);
        int common = 0;
        for (List<String> sentence : reference) {
            BitSet union = new BitSet();
            candidate.forEach(other -> mark(sentence, other, union));
            for (int at = union.nextSetBit(0); at >= 0; at = union.nextSetBit(at + 1)) {
                String word = sentence.get(at);
                // The paper counts every place of the union; ROUGE 1.5.5 counts a word only as often as both texts have
                // it.
                if (wanted.getOrDefault(word, 0) > 0 && given.getOrDefault(word, 0) > 0) {
                    common++;
                    wanted.merge(word, -1, Integer::sum);
                    given.merge(word, -1, Integer::sum);
                }
            }
        }
        return Score.ofCounts(common, size(candidate), size(reference));
    }

    private static List<List<String>> lines(String text, RougeWords words) {
        return Arrays.stream(text.split("\n")).map(words::of).toList();
    }

    private static Map<String, Integer> counts(List<List<String>> sentences) {
        Map<String, Integer> counts = new HashMap<>();
        sentences.forEach(sentence -> sentence.forEach(word -> counts.merge(word, 1, Integer::sum)));
        return counts;
    }

    private static int size(List<List<String>> sentences) {
        return sentences.stream().mapToInt(List::size).sum();
    }

    /** Marks the places in the reference of one of the longest common subsequences, of several the one that the original scorer reads out. */
    private static void mark(List<String> reference, List<String> candidate, BitSet places) {
        int[][] lengths = lengths(reference, candidate);
        int i = reference.size();
        int j = candidate.size();
        while (i > 0 && j > 0) {
            if (reference.get(i - 1).equals(candidate.get(j - 1))) {
                places.set(i - 1);
                i--;
                j--;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
    }

    /** Of the longest common subsequence of each beginning of the one with each of the other. */
    private static int[][] lengths(List<String> reference, List<String> candidate) {
        int[][] lengths = new int[reference.size() + 1][candidate.size() + 1];
        for (int i = 1; i <= reference.size(); i++) {
            String word = reference.get(i - 1);
            for (int j = 1; j <= candidate.size(); j++) {
                lengths[i][j] = word.equals(candidate.get(j - 1))
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths;
    }
}
