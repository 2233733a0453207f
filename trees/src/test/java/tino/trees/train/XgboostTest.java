package tino.trees.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tino.trees.Native;

class XgboostTest extends TreeTrainerContract {
    @Override
    TreeTrainer trainer() {
        return new Xgboost();
    }

    @Override
    Map<String, String> ranking() {
        return Map.of("objective", "rank:ndcg", "eval_metric", "ndcg@10");
    }

    @Test
    void putsTheRowsOfAGroupInTheOrderShownForTheUnbiasedObjective() {
        int[] positions = new int[rows.rows()];
        Arrays.setAll(positions, i -> 9 - i % 10);
        TrainingRows shown = new TrainingRows(
                rows.features(), rows.columns(), rows.labels(), rows.groups(), null, positions, new int[0]);
        TrainingRows sorted = ByPosition.sort(shown);
        assertThat(sorted.labels()[0]).isEqualTo(rows.labels()[9]);
        assertThat(Arrays.copyOf(sorted.features(), 6)).containsExactly(Arrays.copyOfRange(rows.features(), 54, 60));
        String[] unbiased = {"num_trees", "4", "lambdarank_unbiased", "true"};
        assertThat(train(shown, unbiased).model())
                .isEqualTo(train(sorted, unbiased).model());
    }

    @Test
    void cutsBoostedForestsByRounds() throws Exception {
        TreeTrainer.Trained forest = train(rows, "num_trees", "6", "num_parallel_tree", "3", "subsample", "0.5");
        assertThat(forest.ensemble().trees()).hasSize(18);
        byte[] cut = XgboostCut.afterRounds(forest.model(), 2);
        var ensemble = tino.trees.format.TreeModelFile.read(cut, "cut");
        assertThat(ensemble.trees()).hasSize(6);
        double[] ours = new double[rows.rows()];
        ensemble.scorer().score(rows.features(), rows.rows(), ours);
        assertThat(ours).containsExactly(Native.score(ensemble.library(), cut, rows.features(), rows.columns()));
    }
}
