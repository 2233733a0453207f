package tino.trees;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** With Java's Vector API. */
final class VectorShapBlock extends ShapBlock {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int STRIDE = DOUBLES.length();

    VectorShapBlock(int rows, int features, List<QuickProgram.Column> columns, int levels, int room) {
        super(Math.min(SIZE, (rows + STRIDE - 1) / STRIDE * STRIDE), features, columns, levels, room);
    }

    @Override
    void compare(double[] keys, int from, int key, int left, int to) {
        DoubleVector above = DoubleVector.broadcast(DOUBLES, 1 - left);
        for (int lane = 0; lane < lanes; lane += STRIDE) {
            VectorMask<Double> upTo =
                    DoubleVector.fromArray(DOUBLES, keys, from + lane).compare(VectorOperators.LE, key);
            above.blend(left, upTo).intoArray(passes, to + lane);
        }
    }

    @Override
    void down(Way.Step step, double[] at, int points) {
        double value = step.value();
        double share = step.share() * value;
        double[] target = step.leaf() ? gathered : products;
        int pass = step.level() * lanes;
        int above = points * lanes;
        int base = step.level() * above;
        for (int lane = 0; lane < lanes; lane += STRIDE) {
            DoubleVector passed = DoubleVector.fromArray(DOUBLES, passes, pass + lane);
            int to = base + lane;
            for (int point = 0; point < points; point++) {
                DoubleVector factor = passed.mul(value * at[point]).add(share * (1 - at[point]));
                DoubleVector.fromArray(DOUBLES, products, to - above)
                        .mul(factor)
                        .intoArray(target, to);
                to += lanes;
            }
        }
    }

    @Override
    void downAgain(Way.Step step, int points) {
        double[] factors = step.again();
        int length = Way.padded(points);
        double[] target = step.leaf() ? gathered : products;
        int pass = step.level() * lanes;
        int before = step.before() * lanes;
        int above = points * lanes;
        int base = step.level() * above;
        for (int lane = 0; lane < lanes; lane += STRIDE) {
            DoubleVector passes0 = DoubleVector.fromArray(DOUBLES, passes, pass + lane);
            DoubleVector passes1 = DoubleVector.fromArray(DOUBLES, passes, before + lane);
            int to = base + lane;
            for (int point = 0; point < points; point++, to += lanes) {
                DoubleVector factor = passes0.mul(factors[length + point])
                        .add(passes1.mul(factors[2 * length + point]))
                        .add(factors[point]);
                DoubleVector.fromArray(DOUBLES, products, to - above)
                        .mul(factor)
                        .intoArray(target, to);
            }
        }
    }

    @Override
    void up(Way.Step step, double[] missed, int points) {
        double[] factors = step.passed();
        int pass = step.level() * lanes;
        int sum = step.split().feature() * lanes;
        int above = points * lanes;
        int base = step.level() * above;
        for (int lane = 0; lane < lanes; lane += STRIDE) {
            DoubleVector passed = DoubleVector.zero(DOUBLES);
            DoubleVector all = DoubleVector.fromArray(DOUBLES, sums, sum + lane);
            int from = base + lane;
            for (int point = 0; point < points; point++, from += lanes) {
                DoubleVector below = DoubleVector.fromArray(DOUBLES, gathered, from);
                DoubleVector.fromArray(DOUBLES, gathered, from - above)
                        .add(below)
                        .intoArray(gathered, from - above);
                all = below.mul(missed[point]).add(all);
                passed = below.mul(factors[point]).add(passed);
            }
            passed.mul(DoubleVector.fromArray(DOUBLES, passes, pass + lane))
                    .add(all)
                    .intoArray(sums, sum + lane);
        }
    }

    @Override
    void upAgain(Way.Step step, Way.Step before, int points) {
        double[] factors = step.passed();
        double[] factorsBefore = before.passed();
        int pass = step.level() * lanes;
        int passBefore = step.before() * lanes;
        int sum = step.split().feature() * lanes;
        int above = points * lanes;
        int base = step.level() * above;
        for (int lane = 0; lane < lanes; lane += STRIDE) {
            DoubleVector passed = DoubleVector.zero(DOUBLES);
            DoubleVector passedBefore = DoubleVector.zero(DOUBLES);
            int from = base + lane;
            for (int point = 0; point < points; point++, from += lanes) {
                DoubleVector below = DoubleVector.fromArray(DOUBLES, gathered, from);
                DoubleVector.fromArray(DOUBLES, gathered, from - above)
                        .add(below)
                        .intoArray(gathered, from - above);
                passed = below.mul(factors[point]).add(passed);
                passedBefore = below.mul(factorsBefore[point]).add(passedBefore);
            }
            DoubleVector.fromArray(DOUBLES, sums, sum + lane)
                    .add(passed.mul(DoubleVector.fromArray(DOUBLES, passes, pass + lane)))
                    .sub(passedBefore.mul(DoubleVector.fromArray(DOUBLES, passes, passBefore + lane)))
                    .intoArray(sums, sum + lane);
        }
    }
}
