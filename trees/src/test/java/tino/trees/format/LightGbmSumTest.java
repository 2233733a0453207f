package tino.trees.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tino.trees.Library;
import tino.trees.Native;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;

final class LightGbmSumTest {
    private static final int COLUMNS = 3;
    private static final int ROWS = 300;
    private static final float[] FEATURES = new float[ROWS * COLUMNS];
    private static final float[] LABELS = new float[ROWS];

    static {
        Random random = new Random(1);
        for (int i = 0; i < FEATURES.length; i++) {
            FEATURES[i] = random.nextFloat();
        }
        for (int row = 0; row < ROWS; row++) {
            LABELS[row] = FEATURES[row * COLUMNS] + FEATURES[row * COLUMNS + 1] * random.nextFloat();
        }
    }

    private static String train(int rounds, List<String> names) {
        TrainingRows rows = new TrainingRows(FEATURES, COLUMNS, LABELS, new int[0], null, null, new int[0], names);
        Map<String, String> parameters =
                Map.of("objective", "regression", "num_iterations", Integer.toString(rounds), "num_threads", "1");
        return new String(
                new LightGbm()
                        .train(rows, null, parameters, (round, metric) -> {})
                        .model(),
                StandardCharsets.UTF_8);
    }

    @Test
    void theNativeLibraryReadsTheSumAndScoresTheSumOfTheScores() throws Exception {
        List<String> models = List.of(train(12, List.of()), train(3, List.of()), train(101, List.of()));
        String sum = LightGbmSum.of(models);
        double[] expected = new double[ROWS];
        for (String model : models) {
            double[] scores = score(model);
            for (int row = 0; row < ROWS; row++) {
                expected[row] += scores[row];
            }
        }
        assertThat(score(sum)).containsExactly(expected, Offset.offset(1e-12));
        double[] ours = new double[ROWS];
        LightGbmText.read(sum, "sum").scorer().score(FEATURES, ROWS, ours);
        assertThat(ours).containsExactly(score(sum));
    }

    private static double[] score(String model) throws Exception {
        return Native.score(Library.LIGHTGBM, model.getBytes(StandardCharsets.UTF_8), FEATURES, COLUMNS);
    }

    @Test
    void oneModelStaysAsItIs() {
        String model = train(12, List.of());
        assertThat(LightGbmSum.of(List.of(model))).isEqualTo(model);
    }

    @Test
    void refusesModelsOfOtherFeatures() {
        assertThatThrownBy(() -> LightGbmSum.of(List.of(train(2, List.of()), train(2, List.of("a", "b", "c")))))
                .hasMessageContaining("same feature_names")
                .hasMessageContaining("a b c");
        assertThatThrownBy(() -> LightGbmSum.of(List.of())).hasMessageContaining("at least one model");
    }
}
