package tino.language.extract;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tino.language.text.Portuguese;

/**
 * How far an answer's words agree with a right one's, 0 to 1: SQuAD's token F1 (Rajpurkar et al. 2016), with Portuguese articles left out.
 * What extractors learn to raise. Answers are judged by {@code metric.AnswerMatch}, which takes symbols such as a lone {@code °} for words, too;
 * the shipped models were learned without them.
 */
final class TokenF1 {
    private TokenF1() {}

    /** SQuAD's form of one written word: lower case without punctuation; empty for articles. */
    static String form(String word) {
        StringBuilder kept = new StringBuilder();
        word.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(kept::appendCodePoint);
        String form = kept.toString();
        return Portuguese.ARTICLES.contains(form) ? "" : form;
    }

    static Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new HashMap<>();
        for (String word : text.strip().split("\\s+")) {
            String form = form(word);
            if (!form.isEmpty()) {
                counts.merge(form, 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The best over the right answers. */
    static double of(String answer, List<String> right) {
        Map<String, Integer> counts = count(answer);
        return right.stream().mapToDouble(gold -> of(counts, count(gold))).max().orElse(0);
    }

    static double of(Map<String, Integer> answer, Map<String, Integer> right) {
        int length = 0;
        int shared = 0;
        for (Map.Entry<String, Integer> word : answer.entrySet()) {
            length += word.getValue();
            shared += Math.min(word.getValue(), right.getOrDefault(word.getKey(), 0));
        }
        int gold = right.values().stream().mapToInt(Integer::intValue).sum();
        if (length == 0 || gold == 0) {
            return length == gold ? 1 : 0;
        }
        return 2.0 * shared / (length + gold);
    }
}
