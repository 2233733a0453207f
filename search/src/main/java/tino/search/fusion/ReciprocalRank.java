package tino.search.fusion;

import java.util.Comparator;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Reciprocal rank fusion: {@code Σ weight / (k + rank)}, ranks from 1, equal scores share the better rank (Cormack, Clarke,
 * Büttcher 2009, who set k = 60 and equal weights). A candidate that a list does not hold gets nothing from it.
 *
 * @param k damps the head of the lists, 0 or more
 * @param textWeight share of the text list, 0 to 1; the vector list has the rest
 */
public record ReciprocalRank(double k, double textWeight) implements Fusion {

    public static final ReciprocalRank STANDARD = new ReciprocalRank(60, .5);

    public ReciprocalRank {
        if (!(k >= 0)) {
            throw new IllegalArgumentException("RRF's k must be 0 or more, got " + k);
        }
        if (!(textWeight >= 0 && textWeight <= 1)) {
            throw new IllegalArgumentException("The text's weight lies between 0 and 1, got " + textWeight);
        }
    }

    @Override
    public double[] scores(double[] text, double[] similarity) {
        double[] fused = new double[text.length];
        addRanks(fused, text, score -> score > 0, textWeight);
        addRanks(fused, similarity, score -> score == score, 1 - textWeight);
        return fused;
    }

    private void addRanks(double[] fused, double[] scores, DoublePredicate listed, double weight) {
        int[] order = IntStream.range(0, scores.length)
                .filter(i -> listed.test(scores[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int rank = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || scores[order[i]] != scores[order[i - 1]]) {
                rank = i + 1;
            }
            fused[order[i]] += weight / (k + rank);
        }
    }
}
