package tino.ranking.weight;

import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Ranker;

/** Scores a candidate by Σ wᵢ · clamp01(fᵢ); a missing value (NaN) counts 0. */
public final class WeightedRanker implements Ranker {
    private final FeatureLayout layout;
    private final double[] weights;

    /** @throws IllegalArgumentException if a weight is for a feature that the layout lacks */
    public WeightedRanker(FeatureLayout layout, Weights weights) {
        weights.requireKnown(layout);
        this.layout = layout;
        this.weights = layout.features().stream()
                .mapToDouble(feature -> weights.of(feature.name()))
                .toArray();
    }

    @Override
    public FeatureLayout layout() {
        return layout;
    }

    @Override
    public void score(float[] rows, int count, double[] scores) {
        int columns = weights.length;
        for (int row = 0; row < count; row++) {
            double sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += contribution(column, rows[row * columns + column]);
            }
            scores[row] = sum;
        }
    }

    @Override
    public double explain(float[] rows, int count, double[] contributions) {
        for (int i = 0; i < count * weights.length; i++) {
            contributions[i] = contribution(i % weights.length, rows[i]);
        }
        return 0;
    }

    /** What one feature adds to a score: its weight times its value clamped to 0–1. */
    public double contribution(int column, float value) {
        return weights[column] * clamp01(value);
    }

    private static double clamp01(float value) {
        // The comparison is false for NaN, so a missing value ends as 0.
        return value > 0 ? Math.min(value, 1) : 0;
    }
}
