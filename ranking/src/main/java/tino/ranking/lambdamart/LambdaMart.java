package tino.ranking.lambdamart;

import org.jspecify.annotations.Nullable;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Ranker;
import tino.ranking.bias.Propensities;
import tino.trees.TreeEnsemble;
import tino.trees.TreeScorer;
import tino.trees.TreeShap;

/**
 * A ranker of boosted trees: LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82), learned by
 * LightGBM's {@code lambdarank} or XGBoost's {@code rank:*}, scored by our own evaluator.
 */
public final class LambdaMart implements Ranker {
    private final FeatureLayout layout;
    private final byte[] file;
    private final TreeEnsemble ensemble;
    private final TreeScorer scorer;
    private final Propensities propensities;
    private volatile @Nullable TreeShap explainer;

    /**
     * @param layout what it was trained on
     * @param file the library's own model file
     * @param ensemble the same model, read
     * @param propensities of the positions, as estimated from what it learned from
     * @throws IllegalArgumentException if the model wants another number of features than the layout has
     */
    public LambdaMart(FeatureLayout layout, byte[] file, TreeEnsemble ensemble, Propensities propensities) {
        if (ensemble.features() != layout.size()) {
            throw new IllegalArgumentException("The model wants " + ensemble.features() + " features, layout '"
                    + layout.name() + "' has " + layout.size() + ": " + layout.names());
        }
        this.layout = layout;
        this.file = file.clone();
        this.ensemble = ensemble;
        this.scorer = ensemble.scorer();
        this.propensities = propensities;
    }

    @Override
    public FeatureLayout layout() {
        return layout;
    }

    @Override
    public Propensities propensities() {
        return propensities;
    }

    /** The trees, e.g. to explain a score or for the importance of features. */
    public TreeEnsemble ensemble() {
        return ensemble;
    }

    byte[] file() {
        return file;
    }

    @Override
    public void score(float[] rows, int count, double[] scores) {
        scorer.score(rows, count, scores);
    }

    @Override
    public double explain(float[] rows, int count, double[] contributions) {
        TreeShap known = explainer;
        if (known == null) {
            // Made when first asked for: most versions never are. Made twice by two threads, both are good.
            known = ensemble.explainer();
            explainer = known;
        }
        known.explain(rows, count, contributions);
        return known.expected();
    }
}
