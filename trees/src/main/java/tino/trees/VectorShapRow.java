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
    /** By level, 1 where the row passes all questions of the feature by which the level was entered, else 0; of the root 1. */
    private final int[] passes;
    /** By level and point, the product of the way down. */
    private final double[] products;
    /** By level and point, what came back from the leaves below so far. */
    private final double[] gathered;
    /** By level, where the factors of the way back are. */
    private final int[] backs;
    /** By level, the feature by which it was entered. */
    private final int[] entered;

    private final int[] keys;

    /** @param levels of the deepest tree, the root's included @param room points of a tree at most, filled up */
    VectorShapRow(int features, List<QuickProgram.Column> columns, int levels, int room) {
        this.features = features;
        this.columns = columns;
        this.room = room;
        sums = new double[features * room];
        passes = new int[levels];
        products = new double[levels * room];
        gathered = new double[levels * room];
        backs = new int[levels];
        entered = new int[levels];
        keys = new int[columns.size()];
        passes[0] = 1;
        Arrays.fill(products, 0, room, 1);
    }

    /** @param rows all of them; {@code number} says which is explained */
    void explain(List<RowWay> ways, float[] rows, int number, double[] contributions) {
        int offset = number * features;
        for (int column = 0; column < keys.length; column++) {
            QuickProgram.Column kind = columns.get(column);
            keys[column] = kind.key(rows[offset + kind.feature()]);
        }
        Arrays.fill(sums, 0);
        for (RowWay way : ways) {
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

    private void go(RowWay way, float[] rows, int offset) {
        int points = way.points;
        double[] factors = way.factors;
        for (int i = 0; i < way.levels.length; i++) {
            int level = way.levels[i];
            int column = way.columns[i];
            boolean left = column >= 0
                    ? keys[column] <= way.keys[i]
                    : way.steps[i].split().left(rows[offset + way.features[i]]);
            int before = passes[way.befores[i]];
            int passed = left == way.lefts[i] ? before : 0;
            passes[level] = passed;
            int down = way.offsets[i] + (passed + before) * 2 * way.lanes;
            int last = way.returns[i];
            if (last == 0) {
                backs[level] = down + way.lanes;
                entered[level] = way.features[i];
                enter(factors, down, level * room, points);
            } else {
                leaf(factors, down, way.lanes, (level - 1) * room, way.features[i] * room, points);
                for (int ended = level - 1; ended >= last; ended--) {
                    leave(factors, backs[ended], ended * room, entered[ended] * room, points);
                }
            }
        }
    }

    private void enter(double[] factors, int down, int to, int points) {
        for (int lane = 0; lane < points; lane += STRIDE) {
            DoubleVector.fromArray(DOUBLES, products, to - room + lane)
                    .mul(DoubleVector.fromArray(DOUBLES, factors, down + lane))
                    .intoArray(products, to + lane);
            DoubleVector.zero(DOUBLES).intoArray(gathered, to + lane);
        }
    }

    private void leaf(double[] factors, int down, int lanes, int parent, int sum, int points) {
        for (int lane = 0; lane < points; lane += STRIDE) {
            DoubleVector product = DoubleVector.fromArray(DOUBLES, products, parent + lane);
            product.mul(DoubleVector.fromArray(DOUBLES, factors, down + lane))
                    .add(DoubleVector.fromArray(DOUBLES, gathered, parent + lane))
                    .intoArray(gathered, parent + lane);
            product.mul(DoubleVector.fromArray(DOUBLES, factors, down + lanes + lane))
                    .add(DoubleVector.fromArray(DOUBLES, sums, sum + lane))
                    .intoArray(sums, sum + lane);
        }
    }

    /** Adds what the leaves below a node add to the feature by which it was entered, and hands them on to the parent. */
    private void leave(double[] factors, int back, int from, int sum, int points) {
        for (int lane = 0; lane < points; lane += STRIDE) {
            DoubleVector below = DoubleVector.fromArray(DOUBLES, gathered, from + lane);
            DoubleVector.fromArray(DOUBLES, gathered, from - room + lane)
                    .add(below)
                    .intoArray(gathered, from - room + lane);
            below.mul(DoubleVector.fromArray(DOUBLES, factors, back + lane))
                    .add(DoubleVector.fromArray(DOUBLES, sums, sum + lane))
                    .intoArray(sums, sum + lane);
        }
    }
}
