package tino.ranking.lambdamart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tino.lifecycle.dataset.RealData;
import tino.lifecycle.pipeline.Evaluation;
import tino.ranking.letor.Judgements;
import tino.ranking.letor.LetorFile;
import tino.ranking.metric.EmptyQuery;
import tino.ranking.metric.Gain;
import tino.ranking.metric.QueryEvaluation;
import tino.trees.format.LightGbmText;
import tino.trees.train.LightGbm;
import tino.trees.train.TreeTrainer;
import tino.trees.train.TreeTrainer.Trained;
import tino.trees.train.Xgboost;

final class JudgedTrainingTest {
    /** LightGBM's examples/lambdarank/train.conf; what it leaves out is LightGBM's default. */
    private static final Map<String, String> TRAIN_CONF = Map.of(
            "objective", "lambdarank",
            "num_trees", "100",
            "learning_rate", "0.1",
            "num_leaves", "31",
            "max_bin", "255",
            "bagging_freq", "1",
            "bagging_fraction", "0.9",
            "min_data_in_leaf", "50",
            "min_sum_hessian_in_leaf", "5.0",
            // Not in the file: one thread, so that a busy machine does not slow the test down.
            "num_threads", "1");

    private static Judgements made(int queries, long seed) {
        Random random = new Random(seed);
        int size = 10;
        float[] features = new float[queries * size * 4];
        float[] labels = new float[queries * size];
        int[] groups = new int[queries];
        Arrays.fill(groups, size);
        for (int row = 0; row < labels.length; row++) {
            for (int column = 0; column < 4; column++) {
                features[row * 4 + column] = random.nextFloat();
            }
            labels[row] = features[row * 4] + 0.3 * random.nextGaussian() > 0.5 ? 1 : 0;
        }
        return new Judgements(features, 4, labels, groups, 0, 0);
    }

    private static double[] scores(Trained trained, Judgements data) {
        double[] scores = new double[data.rows()];
        trained.ensemble().scorer().score(data.features(), data.rows(), scores);
        return scores;
    }

    @Test
    void sumsModelsOfDifferentSeedsIntoOneFile() {
        Judgements data = made(30, 1);
        Map<String, String> parameters = Map.of(
                "objective", "lambdarank", "num_iterations", "5", "bagging_freq", "1", "bagging_fraction", "0.5");
        JudgedTraining three = new JudgedTraining(new LightGbm(), parameters, 3);
        Trained sum = three.train(data.training(), null, 4, share -> {});
        assertThat(sum.ensemble().trees()).hasSize(15);
        String text = new String(sum.model(), StandardCharsets.UTF_8);
        assertThat(scores(new Trained(sum.model(), LightGbmText.read(text, "sum"), 15), data))
                .containsExactly(scores(sum, data));
        assertThat(scores(three.train(data.training(), null, 4, share -> {}), data))
                .containsExactly(scores(sum, data));
        assertThat(scores(three.train(data.training(), null, 5, share -> {}), data))
                .isNotEqualTo(scores(sum, data));
    }

    @Test
    void sumsOnlyWhereTreesOfTheLibraryAreSummed() {
        assertThatThrownBy(() -> new JudgedTraining(new Xgboost(), Map.of(), 2))
                .hasMessageContaining("1 for xgboost, got 2")
                .hasMessageContaining("num_parallel_tree");
    }

    @Test
    void crossValidatesByQueryAndTellsAGoodWayToLearnFromABad() {
        Judgements data = made(40, 2);
        CrossValidation validation = new CrossValidation(4, 2, 1, Gain.EXPONENTIAL, EmptyQuery.ONE);
        Map<String, String> base =
                new HashMap<>(SmallData.training(new LightGbm()).parameters());
        base.put("num_iterations", "30");
        base.put("feature_fraction", "1");
        double[] good = validation.ndcg(new JudgedTraining(new LightGbm(), base, 1), data, share -> {});
        base.put("min_data_in_leaf", "300");
        double[] constant = validation.ndcg(new JudgedTraining(new LightGbm(), base, 1), data, share -> {});
        assertThat(good).hasSize(2);
        assertThat(good[0]).isGreaterThan(constant[0] + 0.02);
        assertThatThrownBy(() -> new CrossValidation(1, 2, 1, Gain.LINEAR, EmptyQuery.ONE))
                .hasMessageContaining("at least 2 folds");
        assertThatThrownBy(() -> new CrossValidation(50, 1, 1, Gain.LINEAR, EmptyQuery.ONE)
                        .ndcg(new JudgedTraining(new LightGbm(), base, 1), data, share -> {}))
                .hasMessageContaining("at least 50 queries");
    }

    /** LightGBM 4's own means over ten seeds: nDCG@1 .608, @3 .629, @5 .678, @10 .742 (its gain, an empty query is 1). */
    @Test
    void learnsRealDataAsWellAsLightGbmWithItsOwnParameters() throws IOException {
        double[] means = meansOverSeeds(new JudgedTraining(new LightGbm(), TRAIN_CONF, 1), 10);
        assertThat(means).containsExactly(new double[] {0.608, 0.629, 0.678, 0.742}, within(0.01));
    }

    @Test
    void learnsRealDataBetterWithItsOwnDefaults() throws IOException {
        assertThat(meansOverSeeds(SmallData.training(new LightGbm()), 10)[3]).isGreaterThan(0.742 + 0.01);
    }

    @Test
    void learnsRealDataBetterByXgboostToo() throws IOException {
        assertThat(meansOverSeeds(SmallData.training(new Xgboost()), 3)[3]).isGreaterThan(0.742 + 0.01);
    }

    private static double[] meansOverSeeds(JudgedTraining training, int seeds) throws IOException {
        Path folder = RealData.folder("lightgbm-lambdarank");
        TreeTrainer library = training.library();
        float absent = library.name().equals("xgboost") ? Float.NaN : 0;
        Judgements train = LetorFile.read(folder.resolve("rank.train"), null, absent);
        Judgements test =
                LetorFile.read(folder.resolve("rank.test"), null, absent).fit(train.columns());
        double[] means = new double[4];
        int[] cutoffs = {1, 3, 5, 10};
        for (int seed = 1; seed <= seeds; seed++) {
            double[] scores = scores(training.train(train.training(), null, seed, share -> {}), test);
            Evaluation evaluation =
                    QueryEvaluation.of(scores, test.labels(), test.groups(), Gain.EXPONENTIAL, EmptyQuery.ONE);
            for (int i = 0; i < cutoffs.length; i++) {
                means[i] += evaluation.mean(QueryEvaluation.ndcg(cutoffs[i])) / seeds;
            }
        }
        return means;
    }
}
