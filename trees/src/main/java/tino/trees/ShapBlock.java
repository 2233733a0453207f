package tino.trees;

import java.util.Arrays;
import java.util.List;

/** Rows on their ways through the trees of a {@link TreeShap}, worked on together: everything by lane, a row a lane. */
abstract class ShapBlock {
    /** Lanes at most. */
    static final int SIZE = 32;

    /** Numbers that arrays have for each thing. */
    final int lanes;
    /** By feature, what it adds. */
    final double[] sums;
    /** By level, 1 where the row passes all questions of the feature by which the level was entered, else 0. */
    final double[] passes;
    /** By level and point, the product of the way down. */
    final double[] products;
    /** By level and point, what came back from the leaves below so far. */
    final double[] gathered;

    private final int features;
    private final List<QuickProgram.Column> columns;
    /** By column and lane; whole numbers. */
    private final double[] keys;

    private final int[] offsets;
    private float[] rows = {};

    /**
     * @param lanes to use, at most {@link #SIZE}
     * @param levels of the deepest tree, the root's included
     * @param room most levels × points of a tree
     */
    ShapBlock(int lanes, int features, List<QuickProgram.Column> columns, int levels, int room) {
        this.lanes = lanes;
        this.features = features;
        this.columns = columns;
        sums = new double[features * lanes];
        passes = new double[levels * lanes];
        products = new double[room * lanes];
        gathered = new double[room * lanes];
        keys = new double[columns.size() * lanes];
        offsets = new int[lanes];
    }

    /** Starts with other rows. */
    final void fill(float[] all, int first, int size) {
        rows = all;
        for (int lane = 0; lane < lanes; lane++) {
            // Lanes behind the last row repeat it.
            offsets[lane] = (first + Math.min(lane, size - 1)) * features;
        }
        for (int column = 0; column < columns.size(); column++) {
            QuickProgram.Column kind = columns.get(column);
            for (int lane = 0; lane < lanes; lane++) {
                keys[column * lanes + lane] = kind.key(all[offsets[lane] + kind.feature()]);
            }
        }
        Arrays.fill(sums, 0);
    }

    /** Hands out what each feature added. */
    final void copy(double[] contributions, int first, int size) {
        for (int lane = 0; lane < size; lane++) {
            for (int feature = 0; feature < features; feature++) {
                contributions[(first + lane) * features + feature] = sums[feature * lanes + lane];
            }
        }
    }

    /** Adds what a tree's features add. */
    final void go(Way way) {
        int points = way.size();
        Arrays.fill(products, 0, points * lanes, 1);
        Way.Step[] steps = way.steps();
        Way.Step[] path = new Way.Step[way.levels() + 1];
        for (int i = 0; i < steps.length; i++) {
            Way.Step step = steps[i];
            path[step.level()] = step;
            ask(step);
            if (step.before() == 0) {
                down(step, way.points(), points);
            } else {
                downAgain(step, points);
            }
            if (!step.leaf()) {
                int at = step.level() * points * lanes;
                Arrays.fill(gathered, at, at + points * lanes, 0);
            } else {
                int next = i + 1 < steps.length ? steps[i + 1].level() : 1;
                for (int level = step.level(); level >= next; level--) {
                    Way.Step left = path[level];
                    if (left.before() == 0) {
                        up(left, way.missed(), points);
                    } else {
                        upAgain(left, path[left.before()], points);
                    }
                }
            }
        }
    }

    private void ask(Way.Step step) {
        int to = step.level() * lanes;
        if (step.column() >= 0) {
            compare(keys, step.column() * lanes, step.key(), step.left() ? 1 : 0, to);
        } else {
            Split split = step.split();
            for (int lane = 0; lane < lanes; lane++) {
                passes[to + lane] = split.left(rows[offsets[lane] + split.feature()]) == step.left() ? 1 : 0;
            }
        }
        if (step.before() > 0) {
            int from = step.before() * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                passes[to + lane] *= passes[from + lane];
            }
        }
    }

    /** Writes {@code left} into the passes from {@code to} on where a key is not above {@code key}, else {@code 1 - left}. */
    abstract void compare(double[] keys, int from, int key, int left, int to);

    /** The product on the way into a node by a feature that is new there. */
    abstract void down(Way.Step step, double[] at, int points);

    /** The same by a feature that was asked before. */
    abstract void downAgain(Way.Step step, int points);

    /** Adds what the leaves below a node add to the feature by which it was entered, and hands them on to the parent. */
    abstract void up(Way.Step step, double[] missed, int points);

    /** The same where the feature was asked before: in place of what they would add without this question. */
    abstract void upAgain(Way.Step step, Way.Step before, int points);
}
