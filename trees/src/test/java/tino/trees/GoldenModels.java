package tino.trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

/** Writes the golden models of a release, with native scores. Run once a release; what is written is never changed again. */
final class GoldenModels {
    static final int COLUMNS = 6;
    static final int CATEGORICAL = 2;

    private GoldenModels() {}

    /** @param arguments the folder, e.g. {@code trees/src/test/resources/tino/trees/golden/0.1} */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        SplittableRandom random = new SplittableRandom(20261120);
        TrainingRows rows = RandomRows.of(random, 800, COLUMNS, CATEGORICAL);
        float[] strange = RandomRows.strange(random, 60, COLUMNS, CATEGORICAL, false);
        write(folder, new LightGbm(), rows, strange, Map.of("objective", "lambdarank", "num_leaves", "40"));
        write(
                folder,
                new Xgboost(),
                rows,
                strange,
                Map.of("objective", "rank:ndcg", "max_leaves", "40", "max_depth", "0", "grow_policy", "lossguide"));
    }

    private static void write(
            Path folder, TreeTrainer trainer, TrainingRows rows, float[] strange, Map<String, String> parameters)
            throws Exception {
        Map<String, String> all = new java.util.HashMap<>(parameters);
        all.put("num_iterations", "8");
        TreeTrainer.Trained trained = trainer.train(rows, null, all, (round, value) -> {});
        Files.write(folder.resolve(trainer.name() + ".model"), trained.model());
        String[] types = trainer.name().equals("xgboost") ? new String[] {"q", "q", "q", "q", "c", "c"} : new String[0];
        double[] scores = Native.score(trained.ensemble().library(), trained.model(), strange, COLUMNS, types);
        writeRows(folder.resolve(trainer.name() + ".csv"), strange, scores);
    }

    private static void writeRows(Path file, float[] rows, double[] scores) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < scores.length; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                text.append(rows[row * COLUMNS + column]).append(',');
            }
            text.append(scores[row]).append('\n');
        }
        Files.writeString(file, text);
    }
}
