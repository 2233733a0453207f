package tino.ranking;

import tino.ranking.bias.Propensities;
import tino.ranking.feature.FeatureLayout;

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
}
