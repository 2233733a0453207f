package tino.bench;

import java.util.ArrayList;
import java.util.List;
import tino.trees.CategoricalSplit;
import tino.trees.NumericSplit;
import tino.trees.Tree;
import tino.trees.TreeEnsemble;

/** What one would write in an afternoon: the nodes of every tree in arrays, walked from the root. */
final class NaiveWalk {
    private final int features;
    private final List<Nodes> trees = new ArrayList<>();

    /** A child below 0 is leaf {@code ~child}. */
    private record Nodes(
            int[] feature,
            float[] threshold,
            boolean[] missingLeft,
            int[][] categories,
            int[] left,
            int[] right,
            double[] values) {}

    NaiveWalk(TreeEnsemble ensemble) {
        features = ensemble.features();
        ensemble.trees().forEach(tree -> trees.add(nodes(tree)));
    }

    private static Nodes nodes(Tree tree) {
        int inner = tree.splits().size();
        Nodes nodes = new Nodes(
                new int[inner],
                new float[inner],
                new boolean[inner],
                new int[inner][],
                new int[inner],
                new int[inner],
                new double[tree.leaves()]);
        for (int split = 0; split < inner; split++) {
            nodes.feature[split] = tree.splits().get(split).feature();
            nodes.missingLeft[split] = tree.splits().get(split).missingLeft();
            nodes.left[split] = tree.left(split);
            nodes.right[split] = tree.right(split);
            switch (tree.splits().get(split)) {
                case NumericSplit numeric -> nodes.threshold[split] = numeric.threshold();
                case CategoricalSplit set -> nodes.categories[split] = set.words();
            }
        }
        for (int leaf = 0; leaf < tree.leaves(); leaf++) {
            nodes.values[leaf] = tree.leafValue(leaf);
        }
        return nodes;
    }

    /** LightGBM's rules, without its special zeros. */
    void score(float[] rows, int count, double[] scores) {
        for (int row = 0; row < count; row++) {
            double sum = 0;
            for (Nodes tree : trees) {
                int node = tree.left.length == 0 ? ~0 : 0;
                while (node >= 0) {
                    float value = rows[row * features + tree.feature[node]];
                    node = left(tree, node, value) ? tree.left[node] : tree.right[node];
                }
                sum += tree.values[~node];
            }
            scores[row] = sum;
        }
    }

    private static boolean left(Nodes tree, int node, float value) {
        if (Float.isNaN(value)) {
            return tree.missingLeft[node];
        }
        int[] categories = tree.categories[node];
        if (categories == null) {
            return value <= tree.threshold[node];
        }
        int word = (int) value >>> 5;
        return value >= 0 && word < categories.length && (categories[word] >>> (int) value & 1) != 0;
    }
}
