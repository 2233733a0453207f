package tino.language.metric;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How well what answers a question is found. Unlike {@link tino.search.evaluate.TrecEvaluation} for one question, at any depth, over lists that
 * are in order already. A result that stands in a list twice counts once, where it stands first.
 */
public final class RetrievalMeasures {
    private RetrievalMeasures() {}

    /**
     * Share of what is relevant that is among the first results; where one thing is relevant, whether it is found.
     *
     * @param found best first
     * @param relevant at least one
     * @param depth at least 1
     */
    public static double recall(List<String> found, Set<String> relevant, int depth) {
        return (double) first(found, relevant, depth).stream()
                        .filter(relevant::contains)
                        .count()
                / relevant.size();
    }

    /** One over the rank of the first relevant result, 0 where none is among the first {@code depth}. */
    public static double reciprocalRank(List<String> found, Set<String> relevant, int depth) {
        int rank = 0;
        for (String result : first(found, relevant, depth)) {
            rank++;
            if (relevant.contains(result)) {
                return 1.0 / rank;
            }
        }
        return 0;
    }

    private static List<String> first(List<String> found, Set<String> relevant, int depth) {
        if (relevant.isEmpty() || depth < 1) {
            throw new IllegalArgumentException("Expected something relevant and a depth of at least 1, got "
                    + relevant.size() + " and " + depth + ".");
        }
        return new LinkedHashSet<>(found).stream().limit(depth).toList();
    }
}
