package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tino.trees.QuickScorer.Code;

class TreeShapTest {
    private static final int COLUMNS = 9;

    /** LightGBM sums in double; XGBoost sums its contributions in float, tree by tree. */
    @ParameterizedTest(name = "{0} {1} {2} leaves {3} categorical {4}")
    @CsvSource({
        "lightgbm, regression, 2, 0, ''",
        "lightgbm, lambdarank, 31, 0, ''",
        "lightgbm, lambdarank, 31, 3, ''",
        "lightgbm, lambdarank, 31, 2, zero_as_missing=true",
        "lightgbm, lambdarank, 31, 2, use_missing=false",
        "lightgbm, binary, 48, 2, max_cat_to_onehot=1",
        "lightgbm, regression, 200, 3, bagging_fraction=0.5 bagging_freq=1",
        "lightgbm, regression, 31, 3, boosting=dart",
        "xgboost, rank:ndcg, 31, 0, ''",
        "xgboost, reg:squarederror, 31, 3, ''",
        "xgboost, reg:squarederror, 200, 2, num_parallel_tree=3 subsample=0.5",
        "xgboost, binary:logistic, 48, 0, base_score=0.3",
    })
    void equalsTheNativeContributions(String name, String objective, int leaves, int categorical, String more)
            throws Exception {
        for (int repetition = 0; repetition < 4; repetition++) {
            long seed = Long.getLong("tino.seed", System.nanoTime());
            SplittableRandom random = new SplittableRandom(seed);
            boolean lightgbm = name.equals("lightgbm");
            int count = 75;
            // Leaves without weight have no cover, and cannot be explained.
            String weighty = lightgbm ? more : more + " min_child_weight=1";
            RandomModel model = RandomModel.of(random, name, objective, leaves, COLUMNS, categorical, weighty, count);
            double[] expected = Native.contributions(
                    model.ensemble().library(), model.trained().model(), model.strange(), COLUMNS, model.types());
            double allowed = lightgbm ? 1e-9 : 2e-4;
            for (Code code : Code.values()) {
                TreeShap shap = new TreeShap(model.ensemble(), code);
                double[] found = new double[count * COLUMNS];
                shap.explain(model.strange(), count, found);
                for (int row = 0; row < count; row++) {
                    for (int column = 0; column < COLUMNS; column++) {
                        assertThat(found[row * COLUMNS + column])
                                .as("%s, row %d, column %d, -Dtino.seed=%d", code, row, column, seed)
                                .isCloseTo(expected[row * (COLUMNS + 1) + column], within(allowed));
                    }
                    assertThat(shap.expected()).isCloseTo(expected[row * (COLUMNS + 1) + COLUMNS], within(allowed));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalsTheSumOverAllOrdersOfFeatures(Code code) {
        long seed = Long.getLong("tino.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int repetition = 0; repetition < 100; repetition++) {
            int features = 1 + random.nextInt(6);
            Tree tree = RandomTrees.of(random, 1 + random.nextInt(14), features);
            TreeEnsemble ensemble =
                    new TreeEnsemble(Library.LIGHTGBM, "test", RandomTrees.names(features), List.of(tree), 0.5);
            float[] row = RandomTrees.row(random, features);
            TreeShap shap = new TreeShap(ensemble, code);
            double[] found = new double[features];
            shap.explain(row, 1, found);
            for (int feature = 0; feature < features; feature++) {
                assertThat(found[feature])
                        .as("feature %d, -Dtino.seed=%d, repetition %d", feature, seed, repetition)
                        .isCloseTo(shapley(tree, row, feature, features), within(1e-12));
            }
        }
    }

    /** Shapley's own formula (1953) over all coalitions, the value of one by walking down (Lundberg 2020, algorithm 1). */
    private static double shapley(Tree tree, float[] row, int feature, int features) {
        double sum = 0;
        for (int known = 0; known < 1 << features; known++) {
            if ((known >> feature & 1) == 0) {
                int size = Integer.bitCount(known);
                double weight = factorial(size) * factorial(features - size - 1) / factorial(features);
                sum += weight
                        * (value(tree, tree.root(), row, known | 1 << feature) - value(tree, tree.root(), row, known));
            }
        }
        return sum;
    }

    private static double value(Tree tree, int node, float[] row, int known) {
        if (node < 0) {
            return tree.leafValue(~node);
        }
        Split split = tree.splits().get(node);
        int left = tree.left(node);
        int right = tree.right(node);
        if ((known >> split.feature() & 1) != 0) {
            return value(tree, split.left(row[split.feature()]) ? left : right, row, known);
        }
        double coverLeft = cover(tree, left);
        double coverRight = cover(tree, right);
        return (coverLeft * value(tree, left, row, known) + coverRight * value(tree, right, row, known))
                / (coverLeft + coverRight);
    }

    private static double cover(Tree tree, int node) {
        return node < 0 ? tree.leafCover(~node) : tree.splitCover(node);
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    /** Among them chains hundreds of levels deep, with parts that almost no training row reached. */
    @ParameterizedTest
    @EnumSource
    void addsUpToTheScoreOverTreesOfAnyShape(Code code) {
        long seed = Long.getLong("tino.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int repetition = 0; repetition < 60; repetition++) {
            int features = 1 + random.nextInt(repetition % 10 == 0 ? 200 : 12);
            List<Tree> trees = new ArrayList<>();
            for (int tree = random.nextInt(5); tree >= 0; tree--) {
                trees.add(RandomTrees.of(random, 1 + random.nextInt(repetition % 10 == 0 ? 500 : 60), features));
            }
            TreeEnsemble ensemble =
                    new TreeEnsemble(Library.LIGHTGBM, "test", RandomTrees.names(features), trees, -1.5);
            int count = 1 + random.nextInt(70);
            float[] rows = new float[count * features];
            for (int row = 0; row < count; row++) {
                System.arraycopy(RandomTrees.row(random, features), 0, rows, row * features, features);
            }
            double[] scores = new double[count];
            ensemble.scorer().score(rows, count, scores);
            TreeShap shap = new TreeShap(ensemble, code);
            double[] found = new double[count * features];
            shap.explain(rows, count, found);
            for (int row = 0; row < count; row++) {
                double sum = shap.expected()
                        + Arrays.stream(found, row * features, (row + 1) * features)
                                .sum();
                assertThat(sum)
                        .as("row %d, -Dtino.seed=%d, repetition %d", row, seed, repetition)
                        .isCloseTo(scores[row], within(1e-9));
            }
        }
    }

    @Test
    void explainsAModelWithoutSplitsByItsBase() {
        TreeEnsemble ensemble = new TreeEnsemble(
                Library.LIGHTGBM, "test", List.of("a"), List.of(RandomTrees.of(new SplittableRandom(1), 1, 1)), 2);
        TreeShap shap = new TreeShap(ensemble);
        double[] found = {9};
        shap.explain(new float[] {1}, 1, found);
        assertThat(found).containsExactly(0);
        assertThat(shap.expected()).isEqualTo(2 + ensemble.trees().getFirst().leafValue(0));
    }

    @Test
    void refusesAModelThatDoesNotSayHowManyRowsPassedItsSplits() {
        Tree tree = new Tree(
                List.of(new NumericSplit(0, 1, true, false)),
                new int[] {~0},
                new int[] {~1},
                new double[2],
                new double[1],
                new double[1],
                new double[2]);
        TreeEnsemble ensemble = new TreeEnsemble(Library.LIGHTGBM, "test", List.of("a"), List.of(tree), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeShap(ensemble))
                .withMessageContaining("internal_count")
                .withMessageContaining("tree 0");
    }

    @Test
    void refusesArraysThatAreTooShort() {
        TreeShap shap = new TreeShap(new TreeEnsemble(
                Library.LIGHTGBM,
                "test",
                List.of("a", "b"),
                List.of(RandomTrees.of(new SplittableRandom(1), 4, 2)),
                0));
        assertThat(shap.features()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shap.explain(new float[5], 3, new double[6]))
                .withMessage("Expected 3 rows of 2 features, that is 6 values, found 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shap.explain(new float[6], 3, new double[5]))
                .withMessage("Expected room for 6 contributions, found an array of 5");
    }
}
