package tino.ranking;

import tino.ranking.feature.FeatureLayout;

/** Gives every candidate a score; higher is better. Safe for use by many threads. */
public interface Ranker {

    FeatureLayout layout();

    /**
     * @param rows {@code count} feature vectors of {@link #layout()}, one after another; NaN is missing
     * @param scores receives {@code count} scores
     */
    void score(float[] rows, int count, double[] scores);
}
