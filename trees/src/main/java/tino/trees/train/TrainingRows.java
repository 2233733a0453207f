package tino.trees.train;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows to learn from, in memory.
 *
 * @param features row-major, {@code labels.length × columns}; {@link Float#NaN} is missing
 * @param columns features of a row
 * @param labels one a row
 * @param groups sizes of consecutive groups (queries), summing to the number of rows; empty if the task has none
 * @param weights one a row, or {@code null} for all equal. LightGBM and XGBoost read them differently for rankings:
 *     LightGBM per row, XGBoost per group (the mean of the group's rows is passed)
 * @param positions where each row was shown (0 is the top), for LightGBM's position-bias option (which switches itself on
 *     when they are given); XGBoost gets the rows of a group in this order for its {@code lambdarank_unbiased}; or
 *     {@code null}
 * @param categorical indices of categorical columns (non-negative integers as floats)
 * @param names of the columns, or empty for the library's own
 */
public record TrainingRows(
        float[] features,
        int columns,
        float[] labels,
        int[] groups,
        float @Nullable [] weights,
        int @Nullable [] positions,
        int[] categorical,
        List<String> names) {

    /** What neither library's text format nor XGBoost's binding, which cuts accented names short, can lose. */
    private static final Pattern NAME = Pattern.compile("[!-~&&[^\",:\\[\\]{}<>=]]+");
    /** The categories that a {@code float} tells apart. */
    private static final float MOST_CATEGORIES = 1 << 24;

    /** @throws IllegalArgumentException if shapes do not fit or a value is out of range, naming it */
    public TrainingRows(
            float[] features,
            int columns,
            float[] labels,
            int[] groups,
            float @Nullable [] weights,
            int @Nullable [] positions,
            int[] categorical,
            List<String> names) {
        this.features = features;
        this.columns = columns;
        this.labels = labels;
        this.groups = groups;
        this.weights = weights;
        this.positions = positions;
        this.categorical = categorical;
        this.names = List.copyOf(names);
        int rows = labels.length;
        expect(columns > 0, "columns must be at least 1, they are " + columns);
        expect(
                features.length == (long) rows * columns,
                "features must hold " + rows + " rows × " + columns + " columns = " + (long) rows * columns
                        + " values, they hold " + features.length);
        for (int row = 0; row < rows; row++) {
            expect(Float.isFinite(labels[row]), "labels must be finite, that of row " + row + " is " + labels[row]);
        }
        long grouped = 0;
        for (int group : groups) {
            expect(group > 0, "groups must have at least one row, one has " + group);
            grouped += group;
        }
        expect(
                groups.length == 0 || grouped == rows,
                "groups must sum to the number of rows, " + rows + ", they sum to " + grouped);
        if (weights != null) {
            expect(weights.length == rows, "weights must be " + rows + ", one a row, they are " + weights.length);
            for (int row = 0; row < rows; row++) {
                expect(
                        Float.isFinite(weights[row]) && weights[row] >= 0,
                        "weights must be finite and not negative, that of row " + row + " is " + weights[row]);
            }
        }
        if (positions != null) {
            expect(groups.length > 0, "positions need groups");
            expect(positions.length == rows, "positions must be " + rows + ", one a row, they are " + positions.length);
            for (int row = 0; row < rows; row++) {
                expect(positions[row] >= 0, "positions start at 0, that of row " + row + " is " + positions[row]);
            }
        }
        for (int column : categorical) {
            expect(
                    column >= 0 && column < columns,
                    "categorical columns must be 0 to " + (columns - 1) + ", one is " + column);
            for (int row = 0; row < rows; row++) {
                float value = features[row * columns + column];
                expect(
                        Float.isNaN(value) || value >= 0 && value < MOST_CATEGORIES && value == (int) value,
                        "categories must be whole numbers from 0, row " + row + " of column " + column + " has "
                                + value);
            }
        }
        expect(
                names.isEmpty() || names.size() == columns,
                "names must be " + columns + ", one a column, or none, they are " + names.size());
        expect(new HashSet<>(names).size() == names.size(), "names must differ, they are " + names);
        for (String name : names) {
            expect(
                    NAME.matcher(name).matches(),
                    "names must be ASCII without white space and \" , : = [ ] { } < >, one is '" + name + "'");
        }
    }

    /** Rows whose columns have no names. */
    public TrainingRows(
            float[] features,
            int columns,
            float[] labels,
            int[] groups,
            float @Nullable [] weights,
            int @Nullable [] positions,
            int[] categorical) {
        this(features, columns, labels, groups, weights, positions, categorical, List.of());
    }

    private static void expect(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("Rows to learn from: " + problem);
        }
    }

    public int rows() {
        return labels.length;
    }

    /** @throws IllegalArgumentException if the rows cannot be learned from together */
    void expectToFit(@Nullable TrainingRows validation, int patience) {
        if (rows() == 0) {
            throw new IllegalArgumentException("There are no rows to learn from");
        }
        if (validation == null) {
            if (patience > 0) {
                throw new IllegalArgumentException("'early_stopping_round' is " + patience
                        + ", but there are no validation rows to judge a round by");
            }
            return;
        }
        if (validation.rows() == 0) {
            throw new IllegalArgumentException("There are no rows to validate with. Maybe pass null instead");
        }
        if (validation.columns != columns) {
            throw new IllegalArgumentException("Validation rows must have " + columns
                    + " columns like the training rows, they have " + validation.columns);
        }
    }
}
