package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tino.trees.QuickScorer.Code;

class QuickScorerTest {
    private static final int FEATURES = 5;

    /** A tree of random shape: any leaf is split, again and again. */
    private static Tree tree(SplittableRandom random, int leaves, int widest) {
        List<Split> splits = new ArrayList<>();
        int[] left = new int[leaves - 1];
        int[] right = new int[leaves - 1];
        double[] values = random.doubles(leaves).toArray();
        for (int split = 0; split < leaves - 1; split++) {
            int leaf = random.nextInt(split + 1);
            for (int parent = 0; parent < split; parent++) {
                left[parent] = left[parent] == ~leaf ? split : left[parent];
                right[parent] = right[parent] == ~leaf ? split : right[parent];
            }
            left[split] = ~leaf;
            right[split] = ~(split + 1);
            int feature = random.nextInt(FEATURES);
            splits.add(
                    feature == 0
                            ? new CategoricalSplit(
                                    0,
                                    random.ints(random.nextInt(4) * widest).toArray(),
                                    random.nextBoolean(),
                                    random.nextBoolean())
                            : new NumericSplit(
                                    feature, random.nextInt(-9, 9), random.nextBoolean(), random.nextBoolean()));
        }
        double[] inner = new double[leaves - 1];
        return new Tree(splits, left, right, values, inner, inner, new double[leaves]);
    }

    private static TreeEnsemble ensemble(SplittableRandom random, Library library, int... leaves) {
        // Sets that fit into a vector, and sets that do not.
        int widest = random.nextBoolean() ? 1 : 9;
        List<Tree> trees = new ArrayList<>();
        for (int count : leaves) {
            trees.add(tree(random, count, widest));
        }
        return new TreeEnsemble(library, "test", List.of("a", "b", "c", "d", "e"), trees, 0.5);
    }

    @ParameterizedTest
    @EnumSource
    void equalsTheWalkOverTreesOfAnyShapeAndSize(Code code) {
        long seed = Long.getLong("tino.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int repetition = 0; repetition < 60; repetition++) {
            TreeEnsemble ensemble = ensemble(
                    random,
                    repetition % 2 == 0 ? Library.LIGHTGBM : Library.XGBOOST,
                    random.ints(random.nextInt(6), 1, repetition % 10 == 0 ? 700 : 80)
                            .toArray());
            int count = random.nextInt(70);
            float[] rows = new float[count * FEATURES];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.nextInt(8) == 0 ? Float.NaN : random.nextInt(-10, i % FEATURES == 0 ? 900 : 11);
            }
            double[] expected = new double[count];
            new TreeWalk(ensemble).score(rows, count, expected);
            double[] found = new double[count];
            code.scorer(ensemble).score(rows, count, found);
            assertThat(found)
                    .as("-Dtino.seed=%d, repetition %d", seed, repetition)
                    .containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 64, 65, 96, 97, 128})
    void reachesEveryLeafAtTheEdgesOfWords(int leaves) {
        // A chain: value v ends in leaf v.
        List<Split> splits = new ArrayList<>();
        int[] left = new int[leaves - 1];
        int[] right = new int[leaves - 1];
        double[] values = new double[leaves];
        for (int split = 0; split < leaves - 1; split++) {
            splits.add(new NumericSplit(0, split, true, false));
            left[split] = ~split;
            right[split] = split == leaves - 2 ? ~(leaves - 1) : split + 1;
            values[split + 1] = split + 1;
        }
        double[] inner = new double[leaves - 1];
        Tree chain = new Tree(splits, left, right, values, inner, inner, new double[leaves]);
        TreeEnsemble ensemble = new TreeEnsemble(Library.LIGHTGBM, "test", List.of("a"), List.of(chain), 0);
        float[] rows = new float[leaves];
        for (int leaf = 0; leaf < leaves; leaf++) {
            rows[leaf] = leaf;
        }
        for (Code code : Code.values()) {
            double[] scores = new double[leaves];
            code.scorer(ensemble).score(rows, leaves, scores);
            assertThat(scores).as("%s", code).containsExactly(values);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesArraysThatAreTooShort(Code code) {
        TreeScorer scorer = code.scorer(ensemble(new SplittableRandom(1), Library.LIGHTGBM, 4));
        assertThat(scorer.features()).isEqualTo(FEATURES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(new float[14], 3, new double[3]))
                .withMessage("Expected 3 rows of 5 features, that is 15 values, found 14");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(new float[15], 3, new double[2]))
                .withMessage("Expected room for 3 scores, found an array of 2");
        assertThatIllegalArgumentException().isThrownBy(() -> scorer.score(new float[15], -1, new double[2]));
    }

    @Test
    void choosesVectorCodeOnlyWhereItsModuleIs() {
        assertThat(QuickScorer.choose(null, false).code()).isEqualTo(Code.SCALAR);
        assertThat(QuickScorer.choose(null, false).why()).contains("--add-modules=jdk.incubator.vector");
        assertThat(QuickScorer.choose(null, true).code())
                .isEqualTo(VectorQuickScorer.LANES >= 8 ? Code.VECTOR : Code.SCALAR);
        assertThat(QuickScorer.choose("scalar", true).code()).isEqualTo(Code.SCALAR);
        assertThat(QuickScorer.choose("vector", true).code()).isEqualTo(Code.VECTOR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuickScorer.choose("vector", false))
                .withMessageContaining("which is not there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuickScorer.choose("gpu", true))
                .withMessage("-Dtino.trees.scorer must be 'vector' or 'scalar', it is 'gpu'");
    }
}
