package tino.trees;

import java.util.Arrays;
import java.util.SplittableRandom;
import tino.trees.train.TrainingRows;

/** Rows with everything that is awkward: NaN, zeros, almost zeros, infinities, few and many categories, ties. */
public final class RandomRows {
    private RandomRows() {}

    /** The last {@code categorical} columns hold categories; groups of about ten rows; labels 0 to 4. */
    public static TrainingRows of(SplittableRandom random, int rows, int columns, int categorical) {
        int[] categories = new int[categorical];
        Arrays.setAll(categories, i -> columns - categorical + i);
        float[] features = new float[rows * columns];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            double taste = 0;
            for (int column = 0; column < columns; column++) {
                float value = column < columns - categorical
                        ? number(random)
                        : random.nextInt(20) == 0 ? Float.NaN : random.nextInt(column % 2 == 0 ? 12 : 90);
                features[row * columns + column] = value;
                double known = Float.isNaN(value) ? 0.3 : Math.clamp(value, -3, 90);
                taste += column < columns - categorical
                        ? Math.sin(known * (column + 1))
                        : (int) known * (column + 7) % 5 / 2.0 - 1;
            }
            labels[row] = Math.clamp(Math.round(taste + random.nextDouble()), 0, 4);
        }
        int[] groups = new int[(rows + 9) / 10];
        Arrays.fill(groups, 10);
        groups[groups.length - 1] = rows - 10 * (groups.length - 1);
        return new TrainingRows(features, columns, labels, groups, null, null, categories);
    }

    private static float number(SplittableRandom random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> Float.NaN;
            case 2, 3, 4 -> 0f;
            case 5 -> (float) (random.nextInt(21) - 10) / 4;
            default -> (float) (random.nextDouble() * 4 - 2);
        };
    }

    /** Rows to score: like those to learn from, but stranger; XGBoost itself refuses infinite values. */
    public static float[] strange(SplittableRandom random, int rows, int columns, int categorical, boolean infinite) {
        float[] features = of(random, rows, columns, categorical).features();
        float[] odd = {
            -0f,
            1e-36f,
            -1e-36f,
            1e-35f,
            -1e-35f,
            Float.MIN_VALUE,
            1e30f,
            -1e30f,
            Float.MAX_VALUE,
            infinite ? Float.POSITIVE_INFINITY : 1,
            infinite ? Float.NEGATIVE_INFINITY : 2
        };
        float[] oddCategories = {-1, -7, 1000, 31, 32, 63, 64, 95, 96, 1e9f, 1e18f};
        for (int i = 0; i < features.length; i++) {
            if (random.nextInt(10) == 0) {
                float[] from = i % columns < columns - categorical ? odd : oddCategories;
                features[i] = from[random.nextInt(from.length)];
            }
        }
        return features;
    }
}
