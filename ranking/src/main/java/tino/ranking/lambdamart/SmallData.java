package tino.ranking.lambdamart;

import java.util.LinkedHashMap;
import java.util.Map;
import tino.trees.train.TreeTrainer;

/**
 * The project's own defaults for judgement lists of some hundred queries. How they were chosen, by cross-validation on
 * training queries only, is in {@code docs/decisions}.
 */
public final class SmallData {
    /** Models summed into one by LightGBM. */
    public static final int MODELS = 8;

    private SmallData() {}

    /** The defaults for a library: what is learned, and how. */
    public static JudgedTraining training(TreeTrainer library) {
        return library.name().equals("lightgbm")
                ? new JudgedTraining(library, lightGbm(), MODELS)
                : new JudgedTraining(library, xgboost(), 1);
    }

    /** What a library needs to be told to learn an order at all, where a person gives the parameters. */
    public static Map<String, String> objective(TreeTrainer library) {
        return library.name().equals("lightgbm")
                ? Map.of("objective", "lambdarank")
                : Map.of("objective", "rank:pairwise");
    }

    private static Map<String, String> lightGbm() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("objective", "lambdarank");
        parameters.put("learning_rate", "0.05");
        parameters.put("num_iterations", "200");
        parameters.put("num_leaves", "7");
        parameters.put("min_data_in_leaf", "30");
        parameters.put("min_sum_hessian_in_leaf", "1");
        parameters.put("bagging_freq", "1");
        parameters.put("bagging_fraction", "0.5");
        parameters.put("feature_fraction", "0.1");
        // Some thousand rows are not worth the waiting of threads for each other.
        parameters.put("num_threads", "1");
        return parameters;
    }

    private static Map<String, String> xgboost() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("objective", "rank:pairwise");
        parameters.put("eta", "0.05");
        parameters.put("num_boost_round", "100");
        parameters.put("num_parallel_tree", "8");
        parameters.put("max_depth", "3");
        parameters.put("min_child_weight", "5");
        parameters.put("subsample", "0.5");
        parameters.put("colsample_bytree", "0.1");
        parameters.put("nthread", "1");
        return parameters;
    }
}
