package tino.search.fusion;

/**
 * Weighted sum of scores brought to one scale: each list's scores are mapped linearly from [its worst, its best] among the
 * candidates onto [0, 1] (CombSUM of Fox and Shaw 1994 with min-max normalisation, compared with RRF by Bruch, Gai and Ingber
 * 2023). The worst of the texts is 0, no match, so that matching text is never worth nothing.
 *
 * @param textWeight share of the text, 0 to 1; the vectors have the rest
 */
public record WeightedSum(double textWeight) implements Fusion {

    public WeightedSum {
        if (!(textWeight >= 0 && textWeight <= 1)) {
            throw new IllegalArgumentException("The text's weight lies between 0 and 1, got " + textWeight);
        }
    }

    @Override
    public double[] scores(double[] text, double[] similarity) {
        double bestText = 0;
        double worst = Double.POSITIVE_INFINITY;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < text.length; i++) {
            bestText = Math.max(bestText, text[i]);
            if (!Double.isNaN(similarity[i])) {
                worst = Math.min(worst, similarity[i]);
                best = Math.max(best, similarity[i]);
            }
        }
        double[] fused = new double[text.length];
        for (int i = 0; i < fused.length; i++) {
            double textShare = bestText > 0 ? text[i] / bestText : 0;
            double vectorShare =
                    Double.isNaN(similarity[i]) ? 0 : best > worst ? (similarity[i] - worst) / (best - worst) : 1;
            fused[i] = textWeight * textShare + (1 - textWeight) * vectorShare;
        }
        return fused;
    }
}
