package tino.trees;

import java.util.HashSet;
import java.util.List;

/**
 * An immutable ensemble of binary decision trees, read from a model file or fresh from training. A row's raw score is the
 * base plus the trees' leaves, added in order, in the library's own arithmetic.
 *
 * @param library where the model comes from
 * @param objective what it was trained for, in the library's words, e.g. {@code lambdarank}, {@code rank:ndcg}
 * @param names of the features, in the order of a row
 * @param trees in the order in which they are summed
 * @param base raw score of a row before the first tree
 */
public record TreeEnsemble(Library library, String objective, List<String> names, List<Tree> trees, double base) {

    /** @throws IllegalArgumentException if a split asks for a feature that there is not, or two features share a name */
    public TreeEnsemble {
        names = List.copyOf(names);
        trees = List.copyOf(trees);
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("Two features of the model have the same name: " + names);
        }
        if (!Double.isFinite(base)) {
            throw new IllegalArgumentException("The base score must be finite, it is " + base);
        }
        for (int tree = 0; tree < trees.size(); tree++) {
            for (Split split : trees.get(tree).splits()) {
                if (split.feature() < 0 || split.feature() >= names.size()) {
                    throw new IllegalArgumentException("Tree " + tree + " asks for feature " + split.feature()
                            + ", the model has " + names.size() + " features");
                }
            }
        }
    }

    /** Columns of a row. */
    public int features() {
        return names.size();
    }

    /** How many splits ask each feature. */
    public int[] splitImportance() {
        int[] counts = new int[features()];
        for (Tree tree : trees) {
            for (Split split : tree.splits()) {
                counts[split.feature()]++;
            }
        }
        return counts;
    }

    /** Sum over each feature's splits of the improvement of the training loss. */
    public double[] gainImportance() {
        double[] gains = new double[features()];
        for (Tree tree : trees) {
            for (int split = 0; split < tree.splits().size(); split++) {
                gains[tree.splits().get(split).feature()] += tree.gain(split);
            }
        }
        return gains;
    }

    /** The fastest scorer this machine can run; all give the same scores to the last bit. */
    public TreeScorer scorer() {
        return QuickScorer.of(this);
    }

    /**
     * Says what each feature adds to a score.
     *
     * @throws IllegalArgumentException if the model does not say how many training rows passed its splits
     */
    public TreeShap explainer() {
        return new TreeShap(this);
    }
}
