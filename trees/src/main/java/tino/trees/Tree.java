package tino.trees;

import java.util.List;

/**
 * One immutable binary decision tree. Splits are numbered from 0, the root first; leaves have numbers of their own. A child
 * {@code c >= 0} is a split, a child {@code c < 0} is the leaf {@code ~c}.
 */
public final class Tree {
    private final List<Split> splits;
    private final int[] left;
    private final int[] right;
    private final double[] leafValues;
    private final double[] gains;
    private final double[] splitCover;
    private final double[] leafCover;

    /**
     * @param splits the inner nodes, the root first; empty if the tree is a single leaf
     * @param left left child of every split
     * @param right right child of every split
     * @param leafValues output of every leaf
     * @param gains how much every split improved the training loss
     * @param splitCover training rows (LightGBM) or their Hessians' sum (XGBoost) that passed each split, 0 where unknown
     * @param leafCover the same for each leaf
     * @throws IllegalArgumentException if these are not one tree in which every node has one parent
     */
    public Tree(
            List<? extends Split> splits,
            int[] left,
            int[] right,
            double[] leafValues,
            double[] gains,
            double[] splitCover,
            double[] leafCover) {
        this.splits = List.copyOf(splits);
        this.left = left.clone();
        this.right = right.clone();
        this.leafValues = leafValues.clone();
        this.gains = gains.clone();
        this.splitCover = splitCover.clone();
        this.leafCover = leafCover.clone();
        int inner = splits.size();
        expectSize("left children", inner, left.length);
        expectSize("right children", inner, right.length);
        expectSize("gains", inner, gains.length);
        expectSize("covers of splits", inner, splitCover.length);
        expectSize("leaf values", inner + 1, leafValues.length);
        expectSize("covers of leaves", inner + 1, leafCover.length);
        for (int leaf = 0; leaf < leafValues.length; leaf++) {
            if (!Double.isFinite(leafValues[leaf])) {
                throw new IllegalArgumentException(
                        "The value of leaf " + leaf + " must be finite, it is " + leafValues[leaf]);
            }
        }
        expectOneTree();
    }

    private static void expectSize(String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException("Expected " + expected + " " + what + ", found " + found);
        }
    }

    /** Every node but the root has exactly one parent and is reached from the root: so there is no circle either. */
    private void expectOneTree() {
        boolean[] splitSeen = new boolean[splits.size()];
        boolean[] leafSeen = new boolean[leafValues.length];
        int[] open = new int[splits.size() + 1];
        int size = 0;
        open[size++] = splits.isEmpty() ? ~0 : 0;
        int seen = 0;
        while (size > 0) {
            int node = open[--size];
            boolean isLeaf = node < 0;
            int index = isLeaf ? ~node : node;
            boolean[] marks = isLeaf ? leafSeen : splitSeen;
            String name = (isLeaf ? "leaf " : "split ") + index;
            if (index >= marks.length) {
                throw new IllegalArgumentException("A child is " + name + ", but there are only " + marks.length);
            }
            if (marks[index]) {
                throw new IllegalArgumentException("In a tree every node has one parent, " + name + " has two");
            }
            marks[index] = true;
            seen++;
            if (!isLeaf) {
                open[size++] = right[index];
                open[size++] = left[index];
            }
        }
        if (seen != splitSeen.length + leafSeen.length) {
            throw new IllegalArgumentException("Only " + seen + " of " + (splitSeen.length + leafSeen.length)
                    + " nodes are reached from the root");
        }
    }

    /** The inner nodes, the root first. */
    public List<Split> splits() {
        return splits;
    }

    /** The root as a child: split 0, or leaf {@code ~0} of a tree without splits. */
    public int root() {
        return splits.isEmpty() ? ~0 : 0;
    }

    public int left(int split) {
        return left[split];
    }

    public int right(int split) {
        return right[split];
    }

    public int leaves() {
        return leafValues.length;
    }

    public double leafValue(int leaf) {
        return leafValues[leaf];
    }

    /** How much the split improved the training loss. */
    public double gain(int split) {
        return gains[split];
    }

    /** Training rows (LightGBM) or their Hessians' sum (XGBoost) that passed the split; 0 where the file does not say. */
    public double splitCover(int split) {
        return splitCover[split];
    }

    /** Training rows (LightGBM) or their Hessians' sum (XGBoost) that ended in the leaf; 0 where the file does not say. */
    public double leafCover(int leaf) {
        return leafCover[leaf];
    }

    /** The leaf in which the row that starts at {@code offset} ends. */
    public int leaf(float[] rows, int offset) {
        int node = root();
        while (node >= 0) {
            Split split = splits.get(node);
            node = split.left(rows[offset + split.feature()]) ? left[node] : right[node];
        }
        return ~node;
    }
}
