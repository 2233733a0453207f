package tino.trees;

import java.util.List;

/** In plain Java. */
final class ScalarShapBlock extends ShapBlock {

    ScalarShapBlock(int rows, int features, List<QuickProgram.Column> columns, int levels, int room) {
        super(Math.min(rows, SIZE), features, columns, levels, room);
    }

    @Override
    void compare(double[] keys, int from, int key, int left, int to) {
        for (int lane = 0; lane < lanes; lane++) {
            passes[to + lane] = keys[from + lane] <= key ? left : 1 - left;
        }
    }

    @Override
    void down(Way.Step step, double[] at, int points) {
        double[] target = step.leaf() ? gathered : products;
        int pass = step.level() * lanes;
        for (int point = 0; point < points; point++) {
            double constant = step.value() * step.share() * (1 - at[point]);
            double passed = step.value() * at[point];
            int to = (step.level() * points + point) * lanes;
            int from = to - points * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                target[to + lane] = products[from + lane] * (constant + passed * passes[pass + lane]);
            }
        }
    }

    @Override
    void downAgain(Way.Step step, int points) {
        double[] target = step.leaf() ? gathered : products;
        int pass = step.level() * lanes;
        int before = step.before() * lanes;
        int length = Way.padded(points);
        for (int point = 0; point < points; point++) {
            double constant = step.again()[point];
            double passed = step.again()[length + point];
            double passedBefore = step.again()[2 * length + point];
            int to = (step.level() * points + point) * lanes;
            int from = to - points * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                double factor = constant + passed * passes[pass + lane] + passedBefore * passes[before + lane];
                target[to + lane] = products[from + lane] * factor;
            }
        }
    }

    @Override
    void up(Way.Step step, double[] missed, int points) {
        int pass = step.level() * lanes;
        int sum = step.split().feature() * lanes;
        for (int point = 0; point < points; point++) {
            double passed = step.passed()[point];
            int from = (step.level() * points + point) * lanes;
            int parent = from - points * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                double below = gathered[from + lane];
                gathered[parent + lane] += below;
                sums[sum + lane] += below * (missed[point] + passed * passes[pass + lane]);
            }
        }
    }

    @Override
    void upAgain(Way.Step step, Way.Step before, int points) {
        int pass = step.level() * lanes;
        int passBefore = step.before() * lanes;
        int sum = step.split().feature() * lanes;
        for (int point = 0; point < points; point++) {
            double passed = step.passed()[point];
            double passedBefore = before.passed()[point];
            int from = (step.level() * points + point) * lanes;
            int parent = from - points * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                double below = gathered[from + lane];
                gathered[parent + lane] += below;
                sums[sum + lane] += below * (passed * passes[pass + lane] - passedBefore * passes[passBefore + lane]);
            }
        }
    }
}
