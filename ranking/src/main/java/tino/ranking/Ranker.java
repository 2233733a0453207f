package tino.ranking;

import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.bias.Propensities;

/** Gives every candidate a score; higher is better. Safe for use by many threads. */
public interface Ranker {

    /** How likely each position is looked at, as far as is known from what the ranker learned from. */
    default Propensities propensities() {
        return Propensities.NONE;
    }

    FeatureLayout layout();

    /**
     * @param rows {@code count} feature vectors of {@link #layout()}, one after another; NaN is missing
     * @param scores receives {@code count} scores
     */
    void score(float[] rows, int count, double[] scores);

    /**
     * Why candidates get their scores.
     *
     * @param rows as for {@link #score}
     * @param contributions receives {@code count} rows of what each feature adds; a row and the returned baseline add up to
     *     the score
     * @return what would be said of a candidate of which nothing is known
     * @throws IllegalArgumentException if this ranker cannot say, with the reason
     */
    default double explain(float[] rows, int count, double[] contributions) {
        throw new IllegalArgumentException("A ranker of this kind ("
                + getClass().getSimpleName() + ") does not say why a candidate gets its score.");
    }
}
