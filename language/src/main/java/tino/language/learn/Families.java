package tino.language.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tino.language.Passage;
import tino.language.benchmark.Squad.Asked;
import tino.language.text.Words;

/**
 * Documents that copy from each other belong to one family: what was learned from one would be known of the other. Folds keep families
 * together.
 *
 * @param of the family of each passage, by the passage's id
 */
record Families(Map<String, String> of) {
    private static final int RUN = 8;
    /** Runs of words that two passages share before they count as copied. */
    private static final int COPIED = 8;

    static Families of(List<Passage> passages) {
        Map<String, String> parent = new HashMap<>();
        passages.forEach(passage -> parent.put(passage.source(), passage.source()));
        Map<String, List<Integer>> byRun = new HashMap<>();
        for (int i = 0; i < passages.size(); i++) {
            for (String run : runs(passages.get(i).text())) {
                byRun.computeIfAbsent(run, key -> new ArrayList<>()).add(i);
            }
        }
        Map<Long, Integer> shared = new HashMap<>();
        for (List<Integer> holders : byRun.values()) {
            for (int a = 0; a < holders.size(); a++) {
                for (int b = 0; b < a; b++) {
                    shared.merge((long) holders.get(a) * passages.size() + holders.get(b), 1, Integer::sum);
                }
            }
        }
        shared.forEach((pair, count) -> {
            if (count >= COPIED) {
                String a = root(
                        parent, passages.get((int) (pair / passages.size())).source());
                String b = root(
                        parent, passages.get((int) (pair % passages.size())).source());
                // The lesser name leads, so that the order of the pairs does not matter.
                parent.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
            }
        });
        Map<String, String> families = new HashMap<>();
        passages.forEach(passage -> families.put(passage.id(), root(parent, passage.source())));
        return new Families(Map.copyOf(families));
    }

    private static Set<String> runs(String text) {
        Words words = Words.of(text);
        Set<String> runs = new HashSet<>();
        for (int word = 0; word + RUN <= words.size(); word++) {
            StringBuilder run = new StringBuilder();
            for (int i = word; i < word + RUN; i++) {
                run.append(words.folded(i)).append(' ');
            }
            runs.add(run.toString());
        }
        return runs;
    }

    private static String root(Map<String, String> parent, String source) {
        String at = source;
        while (!parent.getOrDefault(at, at).equals(at)) {
            at = parent.getOrDefault(at, at);
        }
        return at;
    }

    String family(Asked question) {
        return of.getOrDefault(question.passage(), question.passage());
    }

    /** A fold from 0 for each question: the largest families first, each to the fold with the fewest questions. */
    int[] folds(List<Asked> questions, int folds) {
        Map<String, Integer> sizes = new TreeMap<>();
        questions.forEach(question -> sizes.merge(family(question), 1, Integer::sum));
        List<String> order = new ArrayList<>(sizes.keySet());
        order.sort(Comparator.comparingInt((String family) -> -sizes.getOrDefault(family, 0)));
        int[] load = new int[folds];
        Map<String, Integer> fold = new LinkedHashMap<>();
        for (String family : order) {
            int least = 0;
            for (int i = 1; i < folds; i++) {
                least = load[i] < load[least] ? i : least;
            }
            load[least] += sizes.getOrDefault(family, 0);
            fold.put(family, least);
        }
        return questions.stream()
                .mapToInt(question -> fold.getOrDefault(family(question), 0))
                .toArray();
    }
}
