package tino.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The way of {@link TreeShap} through one tree: into every node but the root, from the left to the right, parents first.
 *
 * @param size number of points; the arrays by point are filled up with zeros to whole vectors ({@link #padded})
 * @param points t of the integral
 * @param missed by point, what the sum of the leaves below is multiplied with on the way back where a row does not pass
 * @param levels below the root
 * @param expected value of the tree over its training rows
 */
record Way(int size, double[] points, double[] missed, int levels, double expected, Step[] steps) {
    /** No machine has longer vectors of doubles. */
    private static final int VECTOR = 8;

    /**
     * The way into a node from its parent.
     *
     * @param level of the node; the root's children have 1
     * @param before level of the last node on the way that was entered by the same feature, 0 if there is none
     * @param split the question asked
     * @param column of a numeric question, -1 of one about categories
     * @param key of a numeric question: what is up to it goes left
     * @param left whether the node is the left one
     * @param leaf whether it is a leaf
     * @param value of a leaf, else 1
     * @param share of the training rows that pass all questions of the feature as far as here
     * @param again where the feature was asked before, three factors by point of the way down, the value included, one after
     *     another: a constant, what is added where the row passes all questions of the feature, and where it passes those before
     *     this one
     * @param passed by point, what is added to {@link Way#missed} where the row passes all questions of the feature
     */
    record Step(
            int level,
            int before,
            Split split,
            int column,
            int key,
            boolean left,
            boolean leaf,
            double value,
            double share,
            double[] again,
            double[] passed) {}

    private static final double[] NONE = {};

    /** @param share of the training rows that pass all questions of the feature, as far as the node */
    private record Node(int node, int parent, int level, int before, double share, double shareBefore) {}

    /** @param columns the numeric questions' columns with their numbers; new ones are added */
    static Way of(Tree tree, Map<QuickProgram.Column, Integer> columns) {
        List<Node> nodes = new ArrayList<>(2 * tree.leaves());
        int levels = 0;
        int most = 0;
        double expected = 0;
        // By level: the split above, the shares, how many features were asked, what share of all rows comes here.
        int size = tree.splits().size() + 1;
        Node[] path = new Node[size + 1];
        int[] asked = new int[size + 1];
        double[] reach = new double[size + 1];
        reach[0] = 1;
        int[] open = new int[2 * size];
        int[] parents = new int[2 * size];
        int[] openLevels = new int[2 * size];
        int top = 0;
        open[top] = tree.root();
        while (top >= 0) {
            int node = open[top];
            int parent = parents[top];
            int level = openLevels[top--];
            if (level > 0) {
                double ratio = ratio(tree, parent, node);
                int before = before(tree, path, parent, level);
                double shareBefore = before == 0 ? 1 : path[before].share;
                path[level] = new Node(node, parent, level, before, ratio * shareBefore, shareBefore);
                nodes.add(path[level]);
                asked[level] = asked[level - 1] + (before == 0 ? 1 : 0);
                reach[level] = reach[level - 1] * ratio;
                levels = Math.max(levels, level);
                most = Math.max(most, asked[level]);
            }
            if (node < 0) {
                expected += reach[level] * tree.leafValue(~node);
                continue;
            }
            for (int child : new int[] {tree.right(node), tree.left(node)}) {
                open[++top] = child;
                parents[top] = node;
                openLevels[top] = level + 1;
            }
        }
        GaussLegendre rule = GaussLegendre.of((most + 1) / 2);
        int points = rule.points().length;
        double[] missed = new double[padded(points)];
        for (int point = 0; point < points; point++) {
            missed[point] = -rule.weights()[point] / (1 - rule.points()[point]);
        }
        Step[] steps = nodes.stream()
                .map(node -> step(tree, node, rule.points(), missed, columns))
                .toArray(Step[]::new);
        return new Way(points, Arrays.copyOf(rule.points(), padded(points)), missed, levels, expected, steps);
    }

    /** Length of an array by point. */
    static int padded(int points) {
        return (points + VECTOR - 1) / VECTOR * VECTOR;
    }

    private static int before(Tree tree, Node[] path, int parent, int level) {
        int feature = tree.splits().get(parent).feature();
        for (int above = level - 1; above > 0; above--) {
            if (tree.splits().get(path[above].parent).feature() == feature) {
                return above;
            }
        }
        return 0;
    }

    /** The share of the parent's training rows that go to the node; half where none came to the parent. */
    private static double ratio(Tree tree, int parent, int node) {
        double all = cover(tree, tree.left(parent)) + cover(tree, tree.right(parent));
        return all > 0 && Double.isFinite(all) ? cover(tree, node) / all : 0.5;
    }

    private static double cover(Tree tree, int node) {
        return Math.max(0, node < 0 ? tree.leafCover(~node) : tree.splitCover(node));
    }

    private static Step step(
            Tree tree, Node node, double[] points, double[] missed, Map<QuickProgram.Column, Integer> columns) {
        Split split = tree.splits().get(node.parent);
        int column = -1;
        int key = 0;
        if (split instanceof NumericSplit numeric) {
            column = columns.computeIfAbsent(QuickProgram.Column.of(numeric), kind -> columns.size());
            key = QuickProgram.key(numeric.threshold());
        }
        double value = node.node < 0 ? tree.leafValue(~node.node) : 1;
        double[] passed = new double[missed.length];
        for (int point = 0; point < points.length; point++) {
            // (o − z) w / (z (1 − t) + o t), which for o = 0 is −w / (1 − t) whatever z.
            passed[point] = -missed[point] / (node.share * (1 - points[point]) + points[point]);
        }
        return new Step(
                node.level,
                node.before,
                split,
                column,
                key,
                tree.left(node.parent) == node.node,
                node.node < 0,
                value,
                node.share,
                node.before == 0 ? NONE : again(node, points, value),
                passed);
    }

    /** The factor of the feature in place of its factor from before. */
    private static double[] again(Node node, double[] points, double value) {
        int length = padded(points.length);
        double[] again = new double[3 * length];
        double ratio = node.shareBefore > 0 ? node.share / node.shareBefore : 0;
        for (int point = 0; point < points.length; point++) {
            double t = points[point];
            double before = node.shareBefore * (1 - t) + t;
            again[point] = value * ratio;
            again[length + point] = value * t / before;
            again[2 * length + point] = value * (node.share * (1 - t) / before - ratio);
        }
        return again;
    }
}
