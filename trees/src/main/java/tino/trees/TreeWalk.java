package tino.trees;

/** Walks every tree from its root: slow, and plain enough to hold the fast scorers against. */
public final class TreeWalk implements TreeScorer {
    private final TreeEnsemble ensemble;

    public TreeWalk(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
    }

    @Override
    public int features() {
        return ensemble.features();
    }

    @Override
    public void score(float[] rows, int count, double[] scores) {
        Matrices.check(rows, count, features(), scores);
        for (int row = 0; row < count; row++) {
            double sum = ensemble.base();
            for (Tree tree : ensemble.trees()) {
                sum = ensemble.library().add(sum, tree.leafValue(tree.leaf(rows, row * features())));
            }
            scores[row] = sum;
        }
    }
}
