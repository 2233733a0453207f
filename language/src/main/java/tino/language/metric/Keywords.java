package tino.language.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tino.search.analysis.TextAnalysis;

/** Whether an answer names what it must. */
public final class Keywords {
    private Keywords() {}

    /** Share of the keywords whose content words are all in the answer, whatever their inflection; not a number without keywords. */
    public static double recall(String answer, List<String> keywords) {
        Set<String> words = new HashSet<>(stems(answer));
        return keywords.stream()
                .mapToDouble(keyword -> words.containsAll(stems(keyword)) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static List<String> stems(String text) {
        return TextAnalysis.terms(TextAnalysis.PT.words(), text);
    }
}
