package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

/** Our scores equal the native libraries' to the last bit, over random models and strange rows. */
class NativeAgreementTest {
    private static final int COLUMNS = 9;

    /** XGBoost takes the logarithm of the mean label by the C library's logf, whose last bit differs between libraries. */
    private static final double LAST_BIT_OF_BASE = 1e-6;

    @ParameterizedTest(name = "{0} {1} {2} leaves {3} categorical {4}")
    @CsvSource({
        "lightgbm, regression, 7, 0, ''",
        "lightgbm, lambdarank, 31, 0, ''",
        "lightgbm, lambdarank, 31, 3, ''",
        "lightgbm, lambdarank, 31, 2, zero_as_missing=true",
        "lightgbm, lambdarank, 31, 2, use_missing=false",
        "lightgbm, binary, 48, 2, max_cat_to_onehot=1",
        "lightgbm, regression, 64, 3, ''",
        "lightgbm, regression, 200, 3, ''",
        "lightgbm, regression, 31, 3, boosting=dart",
        "xgboost, rank:ndcg, 31, 0, ''",
        "xgboost, rank:pairwise, 31, 3, ''",
        "xgboost, reg:squarederror, 64, 3, max_cat_to_onehot=1",
        "xgboost, reg:squarederror, 200, 2, num_parallel_tree=3 subsample=0.5",
        "xgboost, binary:logistic, 48, 0, base_score=0.3",
        "xgboost, count:poisson, 20, 0, ''",
        "xgboost, reg:squarederror, 7, 3, max_cat_to_onehot=100",
    })
    void equalsTheNativeScores(String name, String objective, int leaves, int categorical, String more)
            throws Exception {
        for (int repetition = 0; repetition < 3; repetition++) {
            long seed = Long.getLong("tino.seed", System.nanoTime());
            SplittableRandom random = new SplittableRandom(seed);
            boolean lightgbm = name.equals("lightgbm");
            boolean logarithm = objective.equals("count:poisson");
            TreeTrainer trainer = lightgbm ? new LightGbm() : new Xgboost();
            TrainingRows rows = RandomRows.of(random, 1500, COLUMNS, categorical);
            if (objective.startsWith("binary")) {
                for (int i = 0; i < rows.rows(); i++) {
                    rows.labels()[i] = rows.labels()[i] > 1 ? 1 : 0;
                }
            }
            Map<String, String> parameters = new HashMap<>(Map.of(
                    "objective",
                    objective,
                    "num_leaves",
                    "" + leaves,
                    "num_iterations",
                    "" + (1 + random.nextInt(30))));
            parameters.putAll(
                    lightgbm
                            ? Map.of("min_data_in_leaf", "3")
                            : Map.of("grow_policy", "lossguide", "max_depth", "0", "min_child_weight", "0"));
            for (String setting : more.isEmpty() ? new String[0] : more.split(" ")) {
                parameters.put(setting.split("=")[0], setting.split("=")[1]);
            }
            TreeTrainer.Trained trained = trainer.train(rows, null, parameters, (round, value) -> {});

            int count = 203;
            float[] strange = RandomRows.strange(random, count, COLUMNS, categorical, lightgbm);
            String[] types = new String[categorical > 0 && !lightgbm ? COLUMNS : 0];
            Arrays.setAll(types, i -> i < COLUMNS - categorical ? "q" : "c");
            double[] expected = Native.score(trained.ensemble().library(), trained.model(), strange, COLUMNS, types);
            for (TreeScorer scorer : List.of(
                    new TreeWalk(trained.ensemble()),
                    QuickScorer.Code.SCALAR.scorer(trained.ensemble()),
                    QuickScorer.Code.VECTOR.scorer(trained.ensemble()))) {
                double[] found = new double[count];
                scorer.score(strange, count, found);
                assertThat(found)
                        .as("%s, -Dtino.seed=%d", scorer.getClass().getSimpleName(), seed)
                        .containsExactly(expected, offset(logarithm ? LAST_BIT_OF_BASE : 0));
            }
        }
    }
}
