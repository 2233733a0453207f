package tino.lifecycle.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two snapshots, column by column. @param columns of both, in the order of the left one, then what only the right one has */
public record DatasetComparison(Dataset left, Dataset right, List<Column> columns) {

    /** How much the values of a column have moved, by the usual rule for the stability index: 0.1 and 0.25. */
    public enum Change {
        NONE,
        SOME,
        MUCH,
        /** One of the snapshots lacks the column, or has another type there. */
        SCHEMA,
        /** There is nothing to tell by: no values, or nearly as many different ones as rows. */
        UNKNOWN
    }

    /**
     * @param left {@code null} where that snapshot has no such column
     * @param right likewise
     * @param stability population stability index over tenths or the most frequent values, what is missing being one bin of
     *     its own; {@code null} where there is nothing to tell by
     * @param distance of Kolmogorov and Smirnov, of numbers that are there in both; 0 to 1
     * @param pValue how likely such a difference or a greater one is where there is none, corrected by Holm for all columns; of
     *     numbers by the distance, of other values by χ². It shrinks with the number of rows whatever the difference
     */
    public record Column(
            String name,
            @Nullable ColumnProfile left,
            @Nullable ColumnProfile right,
            @Nullable Double stability,
            @Nullable Double distance,
            @Nullable Double pValue) {
        private static final double SOME = 0.1;
        private static final double MUCH = 0.25;

        Column corrected(double corrected) {
            return new Column(name, left, right, stability, distance, corrected);
        }

        public Change change() {
            if (left == null || right == null || !left.type().equals(right.type())) {
                return Change.SCHEMA;
            }
            if (stability == null) {
                return Change.UNKNOWN;
            }
            return stability < SOME ? Change.NONE : stability < MUCH ? Change.SOME : Change.MUCH;
        }
    }
}
