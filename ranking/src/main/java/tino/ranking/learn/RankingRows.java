package tino.ranking.learn;

import java.util.Arrays;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.bias.Propensities;

/**
 * Lists that were shown, in memory: row after row, list after list, by time; within a list by position.
 *
 * @param features row-major, one vector of the layout a row
 * @param grades one a row, integers
 * @param positions where each row was shown, 1 is the top
 * @param groups sizes of consecutive lists, summing to the number of rows
 * @param propensities how likely each position is looked at, as estimated from the training lists
 */
public record RankingRows(
        FeatureLayout layout,
        float[] features,
        float[] grades,
        int[] positions,
        int[] groups,
        Propensities propensities) {

    public RankingRows {
        int rows = Arrays.stream(groups).sum();
        if (grades.length != rows || positions.length != rows || features.length != rows * layout.size()) {
            throw new IllegalArgumentException("Lists of together " + rows + " rows and " + layout.size()
                    + " features need as many grades, positions and vectors, got " + grades.length + ", "
                    + positions.length
                    + " and " + features.length + " values");
        }
    }

    public int rows() {
        return grades.length;
    }

    /** Lists with at least one row of a grade above 0: the only ones an order can be learned from or judged by. */
    public int gradedLists() {
        int lists = 0;
        int start = 0;
        for (int size : groups) {
            if (graded(start, size)) {
                lists++;
            }
            start += size;
        }
        return lists;
    }

    boolean graded(int start, int size) {
        for (int row = start; row < start + size; row++) {
            if (grades[row] > 0) {
                return true;
            }
        }
        return false;
    }

    RankingRows with(Propensities estimated) {
        return new RankingRows(layout, features, grades, positions, groups, estimated);
    }
}
