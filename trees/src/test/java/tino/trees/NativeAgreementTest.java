package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            int count = 203;
            RandomModel model = RandomModel.of(random, name, objective, leaves, COLUMNS, categorical, more, count);
            boolean logarithm = objective.equals("count:poisson");
            double[] expected = Native.score(
                    model.ensemble().library(), model.trained().model(), model.strange(), COLUMNS, model.types());
            for (TreeScorer scorer : List.of(
                    new TreeWalk(model.ensemble()),
                    QuickScorer.Code.SCALAR.scorer(model.ensemble()),
                    QuickScorer.Code.VECTOR.scorer(model.ensemble()))) {
                double[] found = new double[count];
                scorer.score(model.strange(), count, found);
                assertThat(found)
                        .as("%s, -Dtino.seed=%d", scorer.getClass().getSimpleName(), seed)
                        .containsExactly(expected, offset(logarithm ? LAST_BIT_OF_BASE : 0));
            }
        }
    }
}
