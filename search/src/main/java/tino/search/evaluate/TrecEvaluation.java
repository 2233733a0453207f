package tino.search.evaluate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Judges result lists as NIST's trec_eval 9 does with option {@code -c}: lists are ordered by score, equal scores by document
 * id backwards; a judgement above 0 is relevant, an unjudged document is not; a topic that is judged but has no results, or no
 * relevant document, counts 0.
 */
public final class TrecEvaluation {
    private TrecEvaluation() {}

    /**
     * @param judgements by topic, then by document
     * @param run result lists by topic, in any order; topics that are not judged are passed over
     */
    public static Measures of(Map<String, Map<String, Integer>> judgements, Map<String, List<Ranked>> run) {
        List<Measures> topics = judgements.entrySet().stream()
                .map(topic -> topic(topic.getValue(), run.getOrDefault(topic.getKey(), List.of())))
                .toList();
        return new Measures(
                mean(topics, Measures::ndcg10),
                mean(topics, Measures::map),
                mean(topics, Measures::mrr),
                mean(topics, Measures::recall100));
    }

    private static double mean(Collection<Measures> topics, ToDoubleFunction<Measures> measure) {
        return topics.stream().mapToDouble(measure).average().orElse(0);
    }

    private static Measures topic(Map<String, Integer> judged, List<Ranked> results) {
        List<String> order = results.stream()
                .sorted(Comparator.comparingDouble(Ranked::score)
                        .thenComparing(Ranked::document)
                        .reversed())
                .map(Ranked::document)
                .toList();
        long relevant = judged.values().stream().filter(gain -> gain > 0).count();
        if (relevant == 0) {
            return new Measures(0, 0, 0, 0);
        }
        double gains = 0;
        double precisions = 0;
        double reciprocal = 0;
        int found = 0;
        int foundBy100 = 0;
        for (int rank = 1; rank <= order.size(); rank++) {
            int gain = judged.getOrDefault(order.get(rank - 1), 0);
            if (gain > 0) {
                found++;
                precisions += (double) found / rank;
                reciprocal = found == 1 ? 1.0 / rank : reciprocal;
                gains += rank <= 10 ? gain / log2(rank + 1) : 0;
                foundBy100 += rank <= 100 ? 1 : 0;
            }
        }
        return new Measures(
                gains / idealGains(judged.values()), precisions / relevant, reciprocal, (double) foundBy100 / relevant);
    }

    private static double idealGains(Collection<Integer> judged) {
        int[] best = judged.stream()
                .filter(gain -> gain > 0)
                .sorted(Comparator.reverseOrder())
                .limit(10)
                .mapToInt(Integer::intValue)
                .toArray();
        double ideal = 0;
        for (int i = 0; i < best.length; i++) {
            ideal += best[i] / log2(i + 2);
        }
        return ideal;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
