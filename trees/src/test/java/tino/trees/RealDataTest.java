package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;

/** Real judgements, LightGBM's own parameters for them; predictions equal the native ones (golden/README.md asks for 1e-6). */
class RealDataTest {
    private static final int COLUMNS = 301;

    private static TrainingRows read(Path folder, String name, float absent) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name));
        float[] features = new float[lines.size() * COLUMNS];
        Arrays.fill(features, absent);
        float[] labels = new float[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] parts = lines.get(row).strip().split("\\s+");
            labels[row] = Float.parseFloat(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                int colon = parts[i].indexOf(':');
                features[row * COLUMNS + Integer.parseInt(parts[i].substring(0, colon))] =
                        Float.parseFloat(parts[i].substring(colon + 1));
            }
        }
        int[] groups = Files.readAllLines(folder.resolve(name + ".query")).stream()
                .mapToInt(line -> Integer.parseInt(line.strip()))
                .toArray();
        return new TrainingRows(features, COLUMNS, labels, groups, null, null, new int[0]);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN})
    void scoresRealRowsAsTheNativeLibrary(float absent) throws Exception {
        String data = System.getenv("TINO_TEST_DATA");
        Path folder = Path.of(data == null ? "../../shared/data" : data, "lightgbm-lambdarank");
        assumeThat(folder).as("real data; the folder is not there").isDirectory();
        TreeTrainer.Trained trained = new LightGbm()
                .train(
                        read(folder, "rank.train", absent),
                        null,
                        Map.of(
                                "objective", "lambdarank",
                                "num_trees", "100",
                                "learning_rate", "0.1",
                                "num_leaves", "31",
                                "bagging_freq", "1",
                                "bagging_fraction", "0.9",
                                "min_data_in_leaf", "50",
                                "min_sum_hessian_in_leaf", "5.0"),
                        (round, value) -> {});
        TrainingRows test = read(folder, "rank.test", absent);
        double[] ours = new double[test.rows()];
        trained.ensemble().scorer().score(test.features(), test.rows(), ours);
        assertThat(ours).containsExactly(Native.score(Library.LIGHTGBM, trained.model(), test.features(), COLUMNS));
    }
}
