package tino.trees.train;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tino.trees.TreeEnsemble;

/** A native library that learns trees: {@code LightGbm} or {@code Xgboost}. Same rows, parameters and seed: same model. */
public interface TreeTrainer {

    /** {@code lightgbm} or {@code xgboost}. */
    String name();

    /**
     * Trains with the library's own parameter names. Rounds and early stopping are read from the parameters under either
     * library's name ({@code num_iterations}, {@code num_trees}, {@code num_boost_round}, …; {@code early_stopping_round}).
     *
     * @param validation judged after every round if present; with early stopping the best round is kept
     * @param progress told the round and the metric's value on the validation rows (NaN without any) after every round
     * @throws IllegalArgumentException if a parameter or the shape of the rows is wrong, naming it
     */
    Trained train(
            TrainingRows rows,
            @Nullable TrainingRows validation,
            Map<String, String> parameters,
            BiConsumer<Integer, Double> progress);

    /** @throws IllegalArgumentException if the rows cannot be learned from together */
    static void check(TrainingRows rows, @Nullable TrainingRows validation, int patience) {
        if (rows.rows() == 0) {
            throw new IllegalArgumentException("There are no rows to learn from");
        }
        if (validation == null) {
            if (patience > 0) {
                throw new IllegalArgumentException("'early_stopping_round' is " + patience
                        + ", but there are no validation rows to judge a round by");
            }
            return;
        }
        if (validation.rows() == 0) {
            throw new IllegalArgumentException("There are no rows to validate with. Maybe pass null instead");
        }
        if (validation.columns() != rows.columns()) {
            throw new IllegalArgumentException("Validation rows must have " + rows.columns()
                    + " columns like the training rows, they have " + validation.columns());
        }
    }

    /**
     * @param model the library's own file format (LightGBM text, XGBoost JSON)
     * @param ensemble the same model, read by us
     * @param rounds trees kept
     */
    record Trained(byte[] model, TreeEnsemble ensemble, int rounds) {}
}
