package tino.ranking.lambdamart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Layouts;
import tino.ranking.Ranker;
import tino.ranking.bias.Propensities;
import tino.ranking.weight.WeightedRanker;
import tino.ranking.weight.Weights;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

final class LambdaMartFormatTest {
    private static final FeatureLayout LAYOUT = Layouts.of("a", "b");
    private static final float[] FEATURES = new float[400];
    private static final float[] LABELS = new float[200];
    private static final int[] GROUPS = {50, 50, 50, 50};

    static {
        Random random = new Random(1);
        for (int row = 0; row < LABELS.length; row++) {
            FEATURES[2 * row] = random.nextFloat();
            FEATURES[2 * row + 1] = random.nextFloat();
            LABELS[row] = FEATURES[2 * row] > 0.7 ? 1 : 0;
        }
    }

    @TempDir
    private Path folder;

    private static LambdaMart train(TreeTrainer trainer, Map<String, String> parameters) {
        TrainingRows rows = new TrainingRows(FEATURES, 2, LABELS, GROUPS, null, null, new int[0]);
        TreeTrainer.Trained trained = trainer.train(rows, null, parameters, (round, metric) -> {});
        return new LambdaMart(LAYOUT, trained.model(), trained.ensemble(), Propensities.power(1, 5));
    }

    private static LambdaMart lightGbm() {
        return train(new LightGbm(), Map.of("objective", "lambdarank", "num_iterations", "5"));
    }

    private static double[] scores(Ranker ranker) {
        double[] scores = new double[LABELS.length];
        ranker.score(FEATURES, scores.length, scores);
        return scores;
    }

    @Test
    void readsBackWhatItWroteToTheLastBit() throws IOException {
        LambdaMart trained = lightGbm();
        new LambdaMartFormat(LAYOUT).write(trained, folder);
        assertThat(folder.resolve("model.txt")).exists();
        assertThat(scores(new LambdaMartFormat(LAYOUT).read(folder))).containsExactly(scores(trained));
    }

    @Test
    void keepsXgboostsModelsAsJson() throws IOException {
        LambdaMart trained = train(new Xgboost(), Map.of("objective", "rank:pairwise", "num_boost_round", "5"));
        new LambdaMartFormat(LAYOUT).write(trained, folder);
        assertThat(folder.resolve("model.json")).exists();
        assertThat(scores(new LambdaMartFormat(LAYOUT).read(folder))).containsExactly(scores(trained));
    }

    @Test
    void refusesAModelOfAnotherLayoutNamingWhatDiffers() throws IOException {
        new LambdaMartFormat(LAYOUT).write(lightGbm(), folder);
        FeatureLayout now = Layouts.of("a", "c");
        assertThatThrownBy(() -> new LambdaMartFormat(now).read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LAYOUT.fingerprint())
                .hasMessageContaining(now.fingerprint())
                .hasMessageContaining("'b' is missing; 'c' is new");
    }

    @Test
    void saysWhichFileIsMissingOrDamaged() throws IOException {
        new LambdaMartFormat(LAYOUT).write(lightGbm(), folder);
        Path model = folder.resolve("model.txt");
        Files.writeString(model, Files.readString(model).substring(0, 300));
        assertThatThrownBy(() -> new LambdaMartFormat(LAYOUT).read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.txt");
        Files.delete(model);
        assertThatThrownBy(() -> new LambdaMartFormat(LAYOUT).read(folder))
                .hasMessageContaining("expected model.txt or model.json");
        Files.writeString(folder.resolve("layout.json"), "{");
        assertThatThrownBy(() -> new LambdaMartFormat(LAYOUT).read(folder)).hasMessageContaining("layout.json");
    }

    @Test
    void writesOnlyTrees() {
        Ranker weights = new WeightedRanker(LAYOUT, new Weights(Map.of()));
        assertThatThrownBy(() -> new LambdaMartFormat(LAYOUT).write(weights, folder))
                .hasMessageContaining("got a WeightedRanker");
    }

    @Test
    void refusesALayoutOfAnotherSize() {
        LambdaMart trained = lightGbm();
        assertThatThrownBy(() -> new LambdaMart(
                        Layouts.of("a", "b", "c"), trained.file(), trained.ensemble(), Propensities.NONE))
                .hasMessageContaining("wants 2 features")
                .hasMessageContaining("has 3");
    }
}
