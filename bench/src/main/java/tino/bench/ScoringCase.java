package tino.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

/**
 * A model and the documents to score with it.
 *
 * @param name of the case
 * @param leaves of every tree
 * @param missing share of values that are missing
 * @param categorical how many of the features are categories
 */
record ScoringCase(String name, int leaves, double missing, int categorical) {
    static final int DOCUMENTS = 100;
    static final int TREES = 300;
    static final int FEATURES = 50;
    private static final int ROWS = 6000;
    private static final int CATEGORIES = 60;

    static final ScoringCase[] ALL = {
        new ScoringCase("leaves31", 31, 0, 0),
        new ScoringCase("leaves48", 48, 0, 0),
        new ScoringCase("leaves64", 64, 0, 0),
        new ScoringCase("missing", 31, 0.2, 0),
        new ScoringCase("categorical", 31, 0, 10),
    };

    static ScoringCase named(String name) {
        return Arrays.stream(ALL)
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Rows to learn from; a smooth function of all features, so that every tree fills its leaves. */
    TrainingRows rows() {
        SplittableRandom random = new SplittableRandom(7);
        float[] features = new float[ROWS * FEATURES];
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double label = 0;
            for (int feature = 0; feature < FEATURES; feature++) {
                boolean category = feature >= FEATURES - categorical;
                float value = category ? random.nextInt(CATEGORIES) : (float) random.nextDouble();
                value = !category && random.nextDouble() < missing ? Float.NaN : value;
                features[row * FEATURES + feature] = value;
                label += category ? (int) value % 7 / 3.0 : Math.sin(feature + 5 * (Float.isNaN(value) ? 0.3 : value));
            }
            labels[row] = (float) label;
        }
        int[] categories = new int[categorical];
        Arrays.setAll(categories, i -> FEATURES - categorical + i);
        return new TrainingRows(features, FEATURES, labels, new int[0], null, null, categories);
    }

    TreeTrainer.Trained lightGbm() {
        return new LightGbm()
                .train(
                        rows(),
                        null,
                        Map.of(
                                "objective",
                                "regression",
                                "num_leaves",
                                "" + leaves,
                                "num_iterations",
                                "" + TREES,
                                "min_data_in_leaf",
                                "5"),
                        (round, value) -> {});
    }

    TreeTrainer.Trained xgboost() {
        return new Xgboost()
                .train(
                        rows(),
                        null,
                        Map.of(
                                "objective", "reg:squarederror",
                                "grow_policy", "lossguide",
                                "max_depth", "0",
                                "max_leaves", "" + leaves,
                                "num_iterations", "" + TREES),
                        (round, value) -> {});
    }

    float[] documents() {
        return Arrays.copyOf(rows().features(), DOCUMENTS * FEATURES);
    }
}
