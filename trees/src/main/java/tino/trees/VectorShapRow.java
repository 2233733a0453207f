package tino.trees;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One row on its way through the trees of a {@link TreeShap}: a point of the integral a lane, where {@link ShapBlock} has a row a
 * lane. A single row is explained in a fraction of the time that a vector of rows takes, of which all but one lane would be idle.
 */
final class VectorShapRow {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int STRIDE = DOUBLES.length();
    /** So many rows one by one are still cheaper than a vector of them. */
    static final int FEW = Math.max(1, STRIDE / 4);

    private final int features;
    private final List<QuickProgram.Column> columns;
    /** Points of a tree at most, filled up to whole vectors. */
    private final int room;
    /** By feature and point, what it adds. */
    private final double[] sums;
    /** By level, 1 where the row passes all questions of the feature by which the level was entered, else 0. */
    private final double[] passes;
    /** By level and point, the product of the way down. */
    private final double[] products;
    /** By level and point, what came back from the leaves below so far. */
    private final double[] gathered;

    private final int[] keys;
    private final Way.Step[] path;

    /** @param levels of the deepest tree, the root's included @param room points of a tree at most, filled up */
    VectorShapRow(int features, List<QuickProgram.Column> columns, int levels, int room) {
        this.features = features;
        this.columns = columns;
        this.room = room;
        sums = new double[features * room];
        passes = new double[levels];
        products = new double[levels * room];
        gathered = new double[levels * room];
        keys = new int[columns.size()];
        path = new Way.Step[levels];
    }

    /** @param rows all of them; {@code number} says which is explained */
    void explain(List<Way> ways, float[] rows, int number, double[] contributions) {
        int offset = number * features;
        for (int column = 0; column < keys.length; column++) {
            QuickProgram.Column kind = columns.get(column);
            keys[column] = kind.key(rows[offset + kind.feature()]);
        }
        Arrays.fill(sums, 0);
        for (Way way : ways) {
            go(way, rows, offset);
        }
        for (int feature = 0; feature < features; feature++) {
            double sum = 0;
            for (int point = 0; point < room; point++) {
                sum += sums[feature * room + point];
            }
            contributions[offset + feature] = sum;
        }
    }

    private void go(Way way, float[] rows, int offset) {
        int points = way.size();
        Arrays.fill(products, 0, room, 1);
        Way.Step[] steps = way.steps();
        for (int i = 0; i < steps.length; i++) {
            Way.Step step = steps[i];
            int level = step.level();
            path[level] = step;
            boolean left = step.column() >= 0
                    ? keys[step.column()] <= step.key()
                    : step.split().left(rows[offset + step.split().feature()]);
            double before = step.before() == 0 ? 1 : passes[step.before()];
            double passed = left == step.left() ? before : 0;
            passes[level] = passed;
            if (step.before() == 0) {
                down(step, passed, way.points(), points);
            } else {
                downAgain(step, passed, before, points);
            }
            if (!step.leaf()) {
                Arrays.fill(gathered, level * room, (level + 1) * room, 0);
            } else {
                int next = i + 1 < steps.length ? steps[i + 1].level() : 1;
                for (int ended = level; ended >= next; ended--) {
                    up(path[ended], way.missed(), points);
                }
            }
        }
    }

    private void down(Way.Step step, double passed, double[] at, int points) {
        double constant = step.value() * step.share();
        double slope = step.value() * passed - constant;
        double[] target = step.leaf() ? gathered : products;
        int to = step.level() * room;
        for (int lane = 0; lane < points; lane += STRIDE) {
            DoubleVector.fromArray(DOUBLES, at, lane)
                    .mul(slope)
                    .add(constant)
                    .mul(DoubleVector.fromArray(DOUBLES, products, to - room + lane))
                    .intoArray(target, to + lane);
        }
    }

    private void downAgain(Way.Step step, double passed, double before, int points) {
        double[] factors = step.again();
        double[] target = step.leaf() ? gathered : products;
        int length = Way.padded(points);
        int to = step.level() * room;
        for (int lane = 0; lane < points; lane += STRIDE) {
            DoubleVector.fromArray(DOUBLES, factors, lane)
                    .add(DoubleVector.fromArray(DOUBLES, factors, length + lane).mul(passed))
                    .add(DoubleVector.fromArray(DOUBLES, factors, 2 * length + lane)
                            .mul(before))
                    .mul(DoubleVector.fromArray(DOUBLES, products, to - room + lane))
                    .intoArray(target, to + lane);
        }
    }

    /** Adds what the leaves below a node add to the feature by which it was entered, and hands them on to the parent. */
    private void up(Way.Step step, double[] missed, int points) {
        Way.Step again = step.before() == 0 ? null : path[step.before()];
        double passed = passes[step.level()];
        int from = step.level() * room;
        int sum = step.split().feature() * room;
        for (int lane = 0; lane < points; lane += STRIDE) {
            DoubleVector below = DoubleVector.fromArray(DOUBLES, gathered, from + lane);
            DoubleVector.fromArray(DOUBLES, gathered, from - room + lane)
                    .add(below)
                    .intoArray(gathered, from - room + lane);
            DoubleVector factor =
                    DoubleVector.fromArray(DOUBLES, step.passed(), lane).mul(passed);
            factor = again == null
                    ? factor.add(DoubleVector.fromArray(DOUBLES, missed, lane))
                    : factor.sub(DoubleVector.fromArray(DOUBLES, again.passed(), lane)
                            .mul(passes[step.before()]));
            factor.mul(below)
                    .add(DoubleVector.fromArray(DOUBLES, sums, sum + lane))
                    .intoArray(sums, sum + lane);
        }
    }
}
