package tino.trees.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tino.trees.Native;
import tino.trees.RandomRows;
import tino.trees.TreeEnsemble;

/** What both libraries promise. */
abstract class TreeTrainerContract {
    private static final int COLUMNS = 6;
    final TrainingRows rows = RandomRows.of(new SplittableRandom(1), 600, COLUMNS, 0);
    private final TrainingRows validation = RandomRows.of(new SplittableRandom(2), 300, COLUMNS, 0);

    abstract TreeTrainer trainer();

    abstract Map<String, String> ranking();

    final TreeTrainer.Trained train(TrainingRows rows, String... more) {
        return trainer().train(rows, null, with(more), (round, value) -> {});
    }

    final Map<String, String> with(String... more) {
        Map<String, String> parameters = new HashMap<>(ranking());
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return parameters;
    }

    @Test
    void makesTheSameModelAgain() {
        String[] sampling = {"num_iterations", "12", "subsample", "0.6", "colsample_bytree", "0.7", "seed", "7"};
        assertThat(train(rows, sampling).model())
                .isEqualTo(train(rows, sampling).model());
        sampling[7] = "8";
        assertThat(train(rows, sampling).model())
                .isNotEqualTo(train(rows, "seed", "7").model());
    }

    @Test
    void keepsTheRoundsUpToTheBestOnTheValidationRows() throws Exception {
        List<Double> values = new ArrayList<>();
        TreeTrainer.Trained stopped = trainer()
                .train(
                        rows,
                        validation,
                        with("num_iterations", "200", "early_stopping_round", "5", "learning_rate", "0.5"),
                        (round, value) -> {
                            assertThat(round).isEqualTo(values.size() + 1);
                            values.add(value);
                        });
        int best = values.indexOf(values.stream().max(Double::compare).orElseThrow()) + 1;
        assertThat(values).hasSize(best + 5).hasSizeLessThan(200);
        assertThat(stopped.rounds()).isEqualTo(best);
        assertThat(stopped.ensemble().trees()).hasSize(best);

        // The file itself is cut too: the native library reads it, and scores as ours.
        double[] ours = new double[rows.rows()];
        stopped.ensemble().scorer().score(rows.features(), rows.rows(), ours);
        assertThat(ours)
                .containsExactly(Native.score(stopped.ensemble().library(), stopped.model(), rows.features(), COLUMNS));
    }

    @Test
    void keepsAllRoundsWithoutEarlyStopping() {
        List<Double> values = new ArrayList<>();
        var trained = trainer().train(rows, validation, with("n_estimators", "9"), (round, value) -> values.add(value));
        assertThat(trained.rounds()).isEqualTo(9);
        assertThat(values).hasSize(9).allMatch(value -> value > 0 && value <= 1);
    }

    @Test
    void reportsNoMetricWithoutValidationRows() {
        List<Double> values = new ArrayList<>();
        trainer().train(rows, null, with("num_boost_round", "2"), (round, value) -> values.add(value));
        assertThat(values).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void keepsTheNamesOfColumns() {
        TreeEnsemble ensemble = train(
                        new TrainingRows(
                                rows.features(),
                                COLUMNS,
                                rows.labels(),
                                rows.groups(),
                                null,
                                null,
                                new int[0],
                                List.of("a", "b", "price", "d", "e_1", "sim_semantico")),
                        "num_trees",
                        "2")
                .ensemble();
        assertThat(ensemble.names()).containsExactly("a", "b", "price", "d", "e_1", "sim_semantico");
    }

    @Test
    void learnsFromWeights() {
        float[] weights = new float[rows.rows()];
        Arrays.fill(weights, 1);
        Arrays.fill(weights, 0, 300, 0.01f);
        TrainingRows weighted =
                new TrainingRows(rows.features(), COLUMNS, rows.labels(), rows.groups(), weights, null, new int[0]);
        assertThat(train(weighted, "num_trees", "3").model())
                .isNotEqualTo(train(rows, "num_trees", "3").model());
    }

    @Test
    void namesTheNearestKnownParameter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(rows, "learning_rat", "0.1"))
                .withMessageContaining("has no parameter 'learning_rat'. Maybe 'learning_rate' is meant");
    }

    @Test
    void refusesParametersThatCannotWork() {
        refused("'num_iterations' must be a whole number from 1, it is '0'", "num_iterations", "0");
        refused("'early_stopping_round' must be a whole number from 0, it is 'x'", "early_stopping_round", "x");
        refused("but there are no validation rows", "early_stopping_round", "5");
        refused("is given twice", "num_trees", "5", "num_rounds", "5");
        refused("must be one word", "learning_rate", "0.1 num_class=7");
        refused("must be one word", "learning_rate", " ");
        refused("cannot be set here", "num_class", "3");
        refused("refuses the rows or parameters", "learning_rate", "fast");
        refused("refuses the rows or parameters", "objective", "no_such_objective");
    }

    private void refused(String message, String... more) {
        assertThatIllegalArgumentException().isThrownBy(() -> train(rows, more)).withMessageContaining(message);
    }

    @Test
    void refusesValidationRowsOfAnotherShape() {
        TrainingRows narrow = RandomRows.of(new SplittableRandom(3), 30, COLUMNS - 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().train(rows, narrow, ranking(), (round, value) -> {}))
                .withMessageContaining("must have 6 columns");
        TrainingRows none = new TrainingRows(new float[0], COLUMNS, new float[0], new int[0], null, null, new int[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().train(rows, none, ranking(), (round, value) -> {}))
                .withMessageContaining("no rows to validate with");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(none))
                .withMessageContaining("no rows to learn from");
    }
}
