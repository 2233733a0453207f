package tino.language.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;

final class LearnedTreesTest {
    private static final List<String> LAYOUT = List.of("a", "b");

    private static LearnedTrees learned() {
        Random random = new Random(1);
        float[] features = new float[400];
        float[] labels = new float[200];
        for (int row = 0; row < labels.length; row++) {
            features[2 * row] = random.nextFloat();
            features[2 * row + 1] = random.nextFloat();
            labels[row] = features[2 * row] > .5 ? 1 : 0;
        }
        TrainingRows rows = new TrainingRows(features, 2, labels, new int[0], null, null, new int[0], LAYOUT);
        Map<String, String> parameters = Map.of("objective", "binary", "num_iterations", "5", "min_data_in_leaf", "5");
        return new LearnedTrees(
                "thing",
                3,
                LAYOUT,
                new LightGbm()
                        .train(rows, null, parameters, (round, value) -> {})
                        .model());
    }

    @Test
    void comesBackFromItsFileAsItWas() throws IOException {
        LearnedTrees trees = learned();
        LearnedTrees back = LearnedTrees.read(trees.bytes(), "file", "thing", 3, LAYOUT);
        double[] before = new double[2];
        double[] after = new double[2];
        float[] rows = {.1f, .5f, .9f, .5f};
        trees.score(rows, 2, before);
        back.score(rows, 2, after);
        assertThat(after).isEqualTo(before);
        assertThat(before[1]).isGreaterThan(before[0]);
        assertThat(back.bytes()).isEqualTo(trees.bytes());
    }

    @Test
    void refusesAnotherModelVersionOrLayout() {
        byte[] bytes = learned().bytes();
        assertThatThrownBy(() -> LearnedTrees.read(bytes, "x.gz", "other", 3, LAYOUT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.gz is no other")
                .hasMessageContaining("learn it anew");
        assertThatThrownBy(() -> LearnedTrees.read(bytes, "x.gz", "thing", 4, LAYOUT))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LearnedTrees.read(bytes, "x.gz", "thing", 3, List.of("b", "a")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatIsDamaged() {
        byte[] bytes = learned().bytes();
        assertThatThrownBy(() -> LearnedTrees.read(Arrays.copyOf(bytes, bytes.length / 2), "x.gz", "thing", 3, LAYOUT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.gz is damaged");
        assertThatThrownBy(() -> LearnedTrees.read(new byte[0], "x.gz", "thing", 3, LAYOUT))
                .isInstanceOf(IOException.class);
    }
}
