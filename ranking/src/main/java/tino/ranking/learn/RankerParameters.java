package tino.ranking.learn;

import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters of the two libraries, by their own names. */
public final class RankerParameters {
    private RankerParameters() {}

    /**
     * For click logs, which are many lists of few, noisy outcomes: shallow trees, large leaves, few rounds. The gain of a
     * grade is the grade, as in {@link ListEvaluation}.
     */
    public static Map<String, Map<String, String>> clickLog() {
        return Map.of("lightgbm", lightGbmClickLog(), "xgboost", xgboostClickLog());
    }

    private static Map<String, String> lightGbmClickLog() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("objective", "lambdarank");
        parameters.put("metric", "ndcg");
        parameters.put("ndcg_eval_at", "10");
        parameters.put("label_gain", "0,1,2,3,4,5,6,7,8,9,10");
        parameters.put("lambdarank_truncation_level", "20");
        parameters.put("learning_rate", "0.1");
        parameters.put("num_leaves", "15");
        parameters.put("min_data_in_leaf", "100");
        parameters.put("feature_fraction", "0.8");
        parameters.put("bagging_fraction", "0.8");
        parameters.put("bagging_freq", "1");
        parameters.put("lambda_l2", "5");
        parameters.put("num_iterations", "150");
        parameters.put("early_stopping_round", "20");
        return parameters;
    }

    private static Map<String, String> xgboostClickLog() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("objective", "rank:pairwise");
        parameters.put("eval_metric", "ndcg@10");
        parameters.put("ndcg_exp_gain", "false");
        parameters.put("max_depth", "4");
        parameters.put("eta", "0.15");
        parameters.put("subsample", "0.9");
        parameters.put("colsample_bytree", "0.8");
        parameters.put("min_child_weight", "10");
        parameters.put("lambda", "5");
        parameters.put("num_boost_round", "100");
        parameters.put("early_stopping_rounds", "15");
        return parameters;
    }
}
