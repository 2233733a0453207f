package tino.prediction.learn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.feature.FeatureLayout;
import tino.trees.train.TrainingRows;

/**
 * Labelled cases in memory, by time.
 *
 * @param features row after row
 * @param persons of each row, {@code null} where nobody is known
 * @param groups by attribute, of each row, {@code null} for none
 * @param baseRate share of yes among the cases to learn from
 */
public record LabelledRows(
        FeatureLayout layout,
        float[] features,
        boolean[] labels,
        @Nullable String[] persons,
        Map<String, @Nullable String[]> groups,
        double baseRate) {

    public int rows() {
        return labels.length;
    }

    public int positives() {
        return (int)
                IntStream.range(0, labels.length).filter(row -> labels[row]).count();
    }

    float[] row(int row) {
        return Arrays.copyOfRange(features, row * layout.size(), (row + 1) * layout.size());
    }

    /** Some of the rows, in the order given. */
    LabelledRows only(int[] rows) {
        int columns = layout.size();
        float[] some = new float[rows.length * columns];
        boolean[] someLabels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * columns, some, i * columns, columns);
            someLabels[i] = labels[rows[i]];
        }
        Map<String, @Nullable String[]> someGroups = new LinkedHashMap<>();
        groups.forEach((attribute, of) -> someGroups.put(attribute, pick(of, rows)));
        return new LabelledRows(layout, some, someLabels, pick(persons, rows), someGroups, baseRate);
    }

    private static @Nullable String[] pick(@Nullable String[] of, int[] rows) {
        @Nullable String[] some = new @Nullable String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = of[rows[i]];
        }
        return some;
    }

    LabelledRows with(double rate) {
        return new LabelledRows(layout, features, labels, persons, groups, rate);
    }

    TrainingRows training() {
        float[] targets = new float[labels.length];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = labels[row] ? 1 : 0;
        }
        return new TrainingRows(features, layout.size(), targets, new int[0], null, null, layout.categorical());
    }
}
