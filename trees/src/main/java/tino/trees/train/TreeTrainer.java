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

    /**
     * @param model the library's own file format (LightGBM text, XGBoost JSON)
     * @param ensemble the same model, read by us
     * @param rounds trees kept
     */
    record Trained(byte[] model, TreeEnsemble ensemble, int rounds) {}
}
