package tino.trees.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tino.trees.TreeEnsemble;

/** A damaged model file gives an error that names the place, what was expected and what was found; nothing else. */
class DamagedModelsTest {
    private static final String LIGHTGBM = text("lightgbm");
    private static final String XGBOOST = text("xgboost");

    private static String text(String library) {
        try (var in = DamagedModelsTest.class.getResourceAsStream("/tino/trees/golden/0.1/" + library + ".model")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static TreeEnsemble read(String model) {
        return TreeModelFile.read(model.getBytes(StandardCharsets.UTF_8), "m.model");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "^tree\\n                     | tre\\n                      | 'tre'",
                "version=v4                   | version=v9                  | line 2 (header): 'version': expected v2, v3 or v4, found 'v9'",
                "num_tree_per_iteration=1     | num_tree_per_iteration=3    | expected one score a row, found 3",
                "max_feature_idx=5            | max_feature_idx=4           | expected 5 names (max_feature_idx + 1), found 6",
                "max_feature_idx=5            | max_feature_idx=x           | expected a whole number, found 'x'",
                "feature_names=Column_0       | feature_names=Column_1      | same name",
                "objective=lambdarank         | objective=lambdarank\\naverage_output | random forests are not read",
                "Tree=1                       | Tree=2                      | expected Tree=1, found Tree=2",
                "tree_sizes=\\d+              | tree_sizes=                 | announces 7 trees, found 8",
                "is_linear=0                  | is_linear=1                 | linear leaves are not read",
                "num_leaves=\\d+              | num_leaves=0                | expected at least 1, found 0",
                "num_leaves=\\d+              | num_leaves=7                | values, found",
                "leaf_value=\\S+              | leaf_value=abc              | 'leaf_value': expected numbers, found 'abc'",
                "leaf_value=\\S+              | leaf_value=inf              | must be finite",
                "split_feature=\\d+           | split_feature=6             | expected features 0 to 5, found 6 at split 0",
                "split_feature=               | split_features=             | 'split_feature': expected this key, found only",
                "threshold=\\S+               | threshold=nan               | threshold",
                "decision_type=\\d+           | decision_type=14            | 'decision_type': expected 0 to 11, found 14",
                "left_child=-?\\d+            | left_child=0                | every node has one parent, split 0 has two",
                "left_child=-?\\d+            | left_child=9999             | A child is split 9999",
                "cat_boundaries=0 \\d+        | cat_boundaries=0 -1         | cat_boundaries",
                "cat_threshold=\\d+           | cat_threshold=4294967296    | whole numbers below 2^32",
                "end of trees                 | end                         | without 'end of trees'. Maybe it was cut off",
                "shrinkage=                   | leaf_value=                 | stands already in line",
            })
    void namesTheLineOfALightGbmModel(String pattern, String replacement, String expected) {
        String damaged = java.util.regex.Pattern.compile(pattern, java.util.regex.Pattern.MULTILINE)
                .matcher(LIGHTGBM)
                .replaceFirst(replacement.replace("\\n", "\n"));
        assertThat(damaged).isNotEqualTo(LIGHTGBM);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> read(damaged))
                .withMessageContaining("'m.model'")
                .withMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"learner\"                     | \"teacher\"                  | key $: expected the key 'learner', found only",
                "\"name\":\"gbtree\"             | \"name\":\"dart\"            | expected 'gbtree', found 'dart', which is not read",
                "\"num_class\":\"0\"             | \"num_class\":\"3\"          | key $.learner.learner_model_param.num_class: expected one score a row",
                "\"num_feature\":\"6\",\"num_t   | \"num_feature\":\"-1\",\"num_t | a number of features",
                "\"base_score\":\"[^\"]+\"       | \"base_score\":\"[1,2]\"     | base_score: expected one number",
                "\"num_trees\":\"8\"             | \"num_trees\":\"9\"          | expected 8 as there are trees, found 9",
                "\"feature_names\":\\[\\]        | \"feature_names\":[\"a\"]    | expected 6 names (num_feature), found 1 names",
                "\"size_leaf_vector\":\"1\"      | \"size_leaf_vector\":\"2\"   | vectors in the leaves",
                "\"num_nodes\":\"\\d+\"          | \"num_nodes\":\"1\"          | trees[0].tree_param.num_nodes",
                "\"left_children\":\\[1          | \"left_children\":[0         | every node to have one parent",
                "\"left_children\":\\[1          | \"left_children\":[99999     | left_children: expected nodes 0 to",
                "\"left_children\":\\[1          | \"left_children\":[\"a\"     | expected whole numbers, found",
                "\"right_children\":\\[2,        | \"right_children\":[         | values, one a node",
                "\"split_indices\":\\[\\d+       | \"split_indices\":[6         | expected features 0 to 5, found 6 at node 0",
                "\"split_conditions\":\\[[^,]+   | \"split_conditions\":[null   | expected numbers, found null at index 0",
                "\"sum_hessian\":\\[[^,]+,       | \"sum_hessian\":[            | sum_hessian",
                "\"categories_nodes\":\\[\\d+    | \"categories_nodes\":[9999   | categories_nodes: expected nodes 0 to",
                "\"categories_sizes\":\\[\\d+    | \"categories_sizes\":[9999   | expected a part of the",
                "\"categories_segments\":\\[0,   | \"categories_segments\":[    | as categories_nodes",
                "\"categories\":\\[\\d+          | \"categories\":[-1           | expected categories 0 to",
                "\"split_type\":\\[              | \"split_type\":{             | Maybe it was cut off",
            })
    void namesTheKeyOfAnXgboostModel(String pattern, String replacement, String expected) {
        String damaged = XGBOOST.replaceFirst(pattern, replacement);
        assertThat(damaged).isNotEqualTo(XGBOOST);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> read(damaged))
                .withMessageContaining("'m.model'")
                .withMessageContaining(expected);
    }

    @Test
    void refusesEveryModelThatWasCutOff() {
        for (String model : new String[] {LIGHTGBM, XGBOOST}) {
            int end = model.equals(LIGHTGBM) ? model.indexOf("end of trees") : model.length() - 1;
            for (int length = 0; length < end; length += 1 + length / 40) {
                String cut = model.substring(0, length);
                assertThatExceptionOfType(ModelFormatException.class)
                        .as("cut after %d of %d characters", length, model.length())
                        .isThrownBy(() -> read(cut));
            }
        }
    }

    @Test
    void neverFailsInAnotherWayOnRandomDamage() {
        long seed = Long.getLong("tino.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int repetition = 0; repetition < 600; repetition++) {
            StringBuilder damaged = new StringBuilder(random.nextBoolean() ? LIGHTGBM : XGBOOST);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, "0123456789-=.e[]{},\" \n".charAt(random.nextInt(22)));
                    case 1 -> damaged.deleteCharAt(at);
                    default -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(200)));
                }
            }
            assertThatCode(() -> {
                        try {
                            TreeEnsemble ensemble = read(damaged.toString());
                            ensemble.scorer().score(new float[ensemble.features()], 1, new double[1]);
                        } catch (ModelFormatException e) {
                            assertThat(e).hasMessageContaining("m.model");
                        }
                    })
                    .as("-Dtino.seed=%d, repetition %d", seed, repetition)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK\u0003\u0004", "binf", "[]", "<xml/>"})
    void saysWhatAModelLooksLike(String text) {
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("expected a LightGBM text model (first line 'tree') or an XGBoost JSON model");
    }

    @Test
    void readsAFileWithWindowsLineEnds(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.txt"), LIGHTGBM.replace("\n", "\r\n"));
        assertThat(TreeModelFile.read(file).trees()).hasSize(8);
    }

    @Test
    void readsTheBaseScoreOfNewerXgboostVersions() {
        TreeEnsemble newer = read(XGBOOST.replaceFirst("\"base_score\":\"[^\"]+\"", "\"base_score\":\"[5E-1]\""));
        assertThat(newer.base()).isEqualTo(0.5);
    }

    @Test
    void readsAModelWithoutTrees() {
        String none =
                "tree\nversion=v4\nnum_tree_per_iteration=1\nmax_feature_idx=0\nfeature_names=a\ntree_sizes=\n\nend of trees\n";
        TreeEnsemble ensemble = read(none);
        double[] score = {7};
        ensemble.scorer().score(new float[1], 1, score);
        assertThat(score[0]).isZero();
    }
}
