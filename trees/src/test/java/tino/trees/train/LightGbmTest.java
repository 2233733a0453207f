package tino.trees.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LightGbmTest extends TreeTrainerContract {
    @Override
    TreeTrainer trainer() {
        return new LightGbm();
    }

    @Override
    Map<String, String> ranking() {
        return Map.of("objective", "lambdarank", "metric", "ndcg", "eval_at", "10", "bagging_freq", "1");
    }

    @Test
    void correctsForPositionsWhenTheyAreGiven() {
        int[] positions = new int[rows.rows()];
        Arrays.setAll(positions, i -> i % 10);
        TrainingRows shown = new TrainingRows(
                rows.features(), rows.columns(), rows.labels(), rows.groups(), null, positions, new int[0]);
        assertThat(train(shown, "num_trees", "5").model())
                .isNotEqualTo(train(rows, "num_trees", "5").model());
    }

    /** LightGBM's own importance is the outside source. */
    @Test
    void agreesWithTheNativeImportance() throws Exception {
        TreeTrainer.Trained trained = train(rows, "num_trees", "10");
        try (LGBMBooster booster =
                LGBMBooster.loadModelFromString(new String(trained.model(), StandardCharsets.UTF_8))) {
            double[] gain = booster.featureImportance(0, LGBMBooster.FeatureImportanceType.GAIN);
            double[] splits = booster.featureImportance(0, LGBMBooster.FeatureImportanceType.SPLIT);
            for (int feature = 0; feature < gain.length; feature++) {
                assertThat(trained.ensemble().gainImportance()[feature])
                        .isCloseTo(gain[feature], within(1e-4 * gain[feature]));
                assertThat(trained.ensemble().splitImportance()[feature]).isEqualTo((int) splits[feature]);
            }
        }
    }

    @Test
    void countsTheTrainingRowsOfEveryNode() {
        var tree = train(rows, "num_trees", "1", "bagging_freq", "0")
                .ensemble()
                .trees()
                .getFirst();
        double sum = 0;
        for (int leaf = 0; leaf < tree.leaves(); leaf++) {
            sum += tree.leafCover(leaf);
        }
        assertThat(sum).isEqualTo(rows.rows()).isEqualTo(tree.splitCover(0));
    }

    @Test
    void refusesBoostingThatCannotBeReadOrCut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(rows, "boosting", "rf"))
                .withMessageContaining("random forests");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer()
                        .train(rows, rows, with("boosting", "dart", "early_stopping_round", "3"), (round, value) -> {}))
                .withMessageContaining("'dart' changes earlier trees");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer()
                        .train(rows, rows, with("metric", "none", "early_stopping_round", "3"), (round, value) -> {}))
                .withMessageContaining("needs a metric");
    }
}
