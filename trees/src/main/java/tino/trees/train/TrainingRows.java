package tino.trees.train;

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
 * @param positions where each row was shown (0 is the top), for LightGBM's position-bias option, or {@code null}
 * @param categorical indices of categorical columns (non-negative integers as floats)
 */
public record TrainingRows(
        float[] features,
        int columns,
        float[] labels,
        int[] groups,
        float @Nullable [] weights,
        int @Nullable [] positions,
        int[] categorical) {

    public int rows() {
        return labels.length;
    }
}
