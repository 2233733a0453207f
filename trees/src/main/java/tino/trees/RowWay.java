package tino.trees;

import java.util.Arrays;

/**
 * A {@link Way} laid out for one row at a time: what a step multiplies with is known for each outcome of its question before the row is, and
 * lies beside what the next step multiplies with. A row reads of the model little more than it needs, in the order in which it lies in memory.
 */
final class RowWay {
    /** How a feature's questions on the way were passed: none of them, those before, all; a feature asked for the first time lacks the first. */
    private static final int OUTCOMES = 3;

    final int points;
    /** Numbers by point are filled up to so many. */
    final int lanes;
    /** By step. */
    final Way.Step[] steps;
    /** By step, of numeric questions the number of the column, else -1. */
    final int[] columns;

    final int[] keys;
    final boolean[] lefts;
    /** By step; the root's children have 1. */
    final int[] levels;
    /** By step, the level of the last step by the same feature, 0 if there is none. */
    final int[] befores;

    final int[] features;
    /** By step, of a leaf the level up to which the way goes back before it goes on, of other nodes 0. */
    final int[] returns;
    /**
     * By step, where in {@link #factors} the factors of its first outcome begin, were there one of no question passed: the outcome's
     * number is that of the last question and of those before that were passed.
     */
    final int[] offsets;
    /** By outcome, {@link #lanes} factors of the way down and as many of what is added to the feature on the way back. A leaf's are multiplied already. */
    final double[] factors;

    RowWay(Way way) {
        steps = way.steps();
        points = way.size();
        lanes = Way.padded(points);
        int count = steps.length;
        columns = new int[count];
        keys = new int[count];
        lefts = new boolean[count];
        levels = new int[count];
        befores = new int[count];
        features = new int[count];
        returns = new int[count];
        offsets = new int[count];
        double[] all = new double[count * OUTCOMES * 2 * lanes];
        Way.Step[] path = new Way.Step[way.levels() + 1];
        int end = 0;
        for (int i = 0; i < count; i++) {
            Way.Step step = steps[i];
            path[step.level()] = step;
            columns[i] = step.column();
            keys[i] = step.key();
            lefts[i] = step.left();
            levels[i] = step.level();
            befores[i] = step.before();
            features[i] = step.split().feature();
            returns[i] = !step.leaf() ? 0 : i + 1 < count ? steps[i + 1].level() : 1;
            Way.Step before = step.before() == 0 ? null : path[step.before()];
            int first = before == null ? 1 : 0;
            offsets[i] = end - first * 2 * lanes;
            for (int outcome = first; outcome < OUTCOMES; outcome++) {
                int passed = outcome / 2;
                int passedBefore = (outcome + 1) / 2;
                for (int point = 0; point < points; point++) {
                    double down = before == null
                            ? step.value() * (step.share() + (passed - step.share()) * way.points()[point])
                            : step.again()[point]
                                    + step.again()[lanes + point] * passed
                                    + step.again()[2 * lanes + point] * passedBefore;
                    double up = step.passed()[point] * passed
                            + (before == null ? way.missed()[point] : -before.passed()[point] * passedBefore);
                    all[end + point] = down;
                    all[end + lanes + point] = step.leaf() ? down * up : up;
                }
                end += 2 * lanes;
            }
        }
        factors = Arrays.copyOf(all, end);
    }
}
