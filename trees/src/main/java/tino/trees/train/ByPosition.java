package tino.trees.train;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts the rows of every group into the order in which they were shown. */
final class ByPosition {
    private ByPosition() {}

    static TrainingRows sort(TrainingRows rows) {
        int[] positions = Objects.requireNonNull(rows.positions());
        int[] order = new int[rows.rows()];
        int start = 0;
        for (int group : rows.groups()) {
            int[] sorted = IntStream.range(start, start + group)
                    .boxed()
                    .sorted(Comparator.comparingInt(row -> positions[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, order, start, group);
            start += group;
        }
        int columns = rows.columns();
        float[] features = new float[rows.features().length];
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(rows.features(), order[row] * columns, features, row * columns, columns);
        }
        return new TrainingRows(
                features,
                columns,
                pick(rows.labels(), order),
                rows.groups(),
                pickAny(rows.weights(), order),
                IntStream.of(order).map(row -> positions[row]).toArray(),
                rows.categorical(),
                rows.names());
    }

    private static float @Nullable [] pickAny(float @Nullable [] values, int[] order) {
        return values == null ? null : pick(values, order);
    }

    private static float[] pick(float[] values, int[] order) {
        float[] picked = new float[order.length];
        for (int row = 0; row < order.length; row++) {
            picked[row] = values[order[row]];
        }
        return picked;
    }
}
