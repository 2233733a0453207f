package tino.language.metric;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Pattern;

/**
 * Exact match and F1 of short answers by the rules of SQuAD (Rajpurkar et al., EMNLP 2016, {@code evaluate-v1.1.py}): case, punctuation, articles
 * and white space do not count, and of several right answers the nearest one does. Answers that have no word left, as where a question has no
 * answer, match each other and nothing else (SQuAD 2.0).
 */
public enum AnswerMatch {
    /** As the script: ASCII's punctuation; a, an, the. */
    ENGLISH("[!-/:-@\\[-`{-~]", "a|an|the"),
    /** Portuguese articles, and all of Unicode's punctuation, as MLQA's script does for languages other than English (Lewis et al. 2020). */
    PORTUGUESE("[!-/:-@\\[-`{-~\\p{P}]", "o|a|os|as|um|uma|uns|umas");

    private final Pattern punctuation;
    private final Pattern articles;

    AnswerMatch(String punctuation, String articles) {
        this.punctuation = Pattern.compile(punctuation);
        this.articles =
                Pattern.compile("\\b(?:" + articles + ")\\b", Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** @param right the right answers, at least one @return 1 or 0 */
    public double exact(String given, List<String> right) {
        return best(given, right, (a, b) -> normalised(a).equals(normalised(b)) ? 1 : 0);
    }

    /** Harmonic mean of the shares of common words. @param right the right answers, at least one @return 0 to 1 */
    public double f1(String given, List<String> right) {
        return best(given, right, this::f1);
    }

    private double f1(String given, String right) {
        List<String> ours = words(given);
        List<String> theirs = words(right);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return ours.isEmpty() && theirs.isEmpty() ? 1 : 0;
        }
        Map<String, Integer> left = new HashMap<>();
        theirs.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : ours) {
            common += left.merge(word, -1, Integer::sum) >= 0 ? 1 : 0;
        }
        return Score.ofCounts(common, ours.size(), theirs.size()).f1();
    }

    String normalised(String text) {
        String composed = this == ENGLISH ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
        String bare = punctuation.matcher(composed.toLowerCase(Locale.ROOT)).replaceAll("");
        return String.join(" ", articles.matcher(bare).replaceAll(" ").strip().split("(?U)\\s+"));
    }

    private List<String> words(String text) {
        return Arrays.stream(normalised(text).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double best(String given, List<String> right, ToDoubleBiFunction<String, String> measure) {
        return right.stream()
                .mapToDouble(answer -> measure.applyAsDouble(given, answer))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("Expected at least one right answer, got none."));
    }
}
