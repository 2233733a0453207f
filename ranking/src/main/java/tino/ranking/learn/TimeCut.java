package tino.ranking.learn;

import java.util.Arrays;
import java.util.UUID;
import tino.lifecycle.pipeline.Split;
import tino.ranking.bias.Propensities;
import tino.ranking.bias.RegressionEm;

/**
 * Cuts lists by time: the newest {@value #TEST} of those with an outcome are the test, {@value #VALIDATION} before them
 * the validation, all older ones the training. A share of the lists and not of the days, so that the first nights, with
 * a day or two of traffic, have something of each.
 */
final class TimeCut {
    static final double TEST = 0.15;
    static final double VALIDATION = 0.15;

    private TimeCut() {}

    static Split<RankingRows> cut(
            RankerSettings settings, UUID[] decisions, float[] features, float[] grades, int[] positions) {
        int[] starts = starts(decisions);
        int[] withOutcome = new int[starts.length + 1];
        for (int list = 0; list < starts.length; list++) {
            int end = list + 1 < starts.length ? starts[list + 1] : decisions.length;
            withOutcome[list + 1] = withOutcome[list] + (anyGrade(grades, starts[list], end) ? 1 : 0);
        }
        int validationFrom = listAt(withOutcome, 1 - TEST - VALIDATION);
        int testFrom = listAt(withOutcome, 1 - TEST);
        RowsMaker maker = new RowsMaker(settings, decisions.length, starts, features, grades, positions);
        RankingRows train = maker.rows(0, validationFrom, Propensities.NONE);
        Propensities propensities = settings.corrected() ? propensities(train) : Propensities.NONE;
        return new Split<>(
                train.with(propensities),
                maker.rows(validationFrom, testFrom, propensities),
                maker.rows(testFrom, starts.length, propensities));
    }

    private static Propensities propensities(RankingRows train) {
        boolean[] clicked = new boolean[train.rows()];
        for (int row = 0; row < clicked.length; row++) {
            clicked[row] = train.grades()[row] > 0;
        }
        return RegressionEm.estimate(train.features(), train.layout().size(), clicked, train.positions());
    }

    /** The first list after which at least that share of the lists with an outcome came. */
    private static int listAt(int[] withOutcome, double share) {
        double wanted = share * withOutcome[withOutcome.length - 1];
        for (int list = 0; list < withOutcome.length; list++) {
            if (withOutcome[list] >= wanted) {
                return list;
            }
        }
        return withOutcome.length - 1;
    }

    private static int[] starts(UUID[] decisions) {
        int[] starts = new int[decisions.length];
        int lists = 0;
        for (int row = 0; row < decisions.length; row++) {
            if (row == 0 || !decisions[row].equals(decisions[row - 1])) {
                starts[lists++] = row;
            }
        }
        return Arrays.copyOf(starts, lists);
    }

    private static boolean anyGrade(float[] grades, int start, int end) {
        for (int row = start; row < end; row++) {
            if (grades[row] > 0) {
                return true;
            }
        }
        return false;
    }

    private record RowsMaker(
            RankerSettings settings, int rows, int[] starts, float[] features, float[] grades, int[] positions) {

        RankingRows rows(int fromList, int toList, Propensities propensities) {
            int from = rowOf(fromList);
            int to = rowOf(toList);
            int[] groups = new int[toList - fromList];
            for (int list = fromList; list < toList; list++) {
                groups[list - fromList] = rowOf(list + 1) - rowOf(list);
            }
            int columns = settings.layout().size();
            return new RankingRows(
                    settings.layout(),
                    Arrays.copyOfRange(features, from * columns, to * columns),
                    Arrays.copyOfRange(grades, from, to),
                    Arrays.copyOfRange(positions, from, to),
                    groups,
                    propensities);
        }

        private int rowOf(int list) {
            return list < starts.length ? starts[list] : rows;
        }
    }
}
