package tino.trees;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

/**
 * A model that a native library learned from random rows, and strange rows for it.
 *
 * @param types of the columns as the native XGBoost wants them said, empty where it does not
 */
record RandomModel(TreeTrainer.Trained trained, float[] strange, String[] types) {

    /** @param more parameters, {@code name=value} separated by blanks @param count of strange rows */
    static RandomModel of(
            SplittableRandom random,
            String library,
            String objective,
            int leaves,
            int columns,
            int categorical,
            String more,
            int count)
            throws Exception {
        boolean lightgbm = library.equals("lightgbm");
        TreeTrainer trainer = lightgbm ? new LightGbm() : new Xgboost();
        TrainingRows rows = RandomRows.of(random, 1500, columns, categorical);
        if (objective.startsWith("binary")) {
            for (int i = 0; i < rows.rows(); i++) {
                rows.labels()[i] = rows.labels()[i] > 1 ? 1 : 0;
            }
        }
        Map<String, String> parameters = new HashMap<>(Map.of(
                "objective", objective, "num_leaves", "" + leaves, "num_iterations", "" + (1 + random.nextInt(30))));
        parameters.putAll(
                lightgbm
                        ? Map.of("min_data_in_leaf", "3")
                        : Map.of("grow_policy", "lossguide", "max_depth", "0", "min_child_weight", "0"));
        for (String setting : more.isBlank() ? new String[0] : more.strip().split(" ")) {
            parameters.put(setting.split("=")[0], setting.split("=")[1]);
        }
        TreeTrainer.Trained trained = trainer.train(rows, null, parameters, (round, value) -> {});
        float[] strange = RandomRows.strange(random, count, columns, categorical, lightgbm);
        String[] types = new String[categorical > 0 && !lightgbm ? columns : 0];
        Arrays.setAll(types, i -> i < columns - categorical ? "q" : "c");
        return new RandomModel(trained, strange, types);
    }

    TreeEnsemble ensemble() {
        return trained.ensemble();
    }
}
