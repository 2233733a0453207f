package tino.ranking.learn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tino.ranking.bias.Correction;

/**
 * One way to learn a ranker. Several are tried, and the best on the validation lists becomes the challenger.
 *
 * @param library {@code lightgbm} or {@code xgboost}
 * @param correction what is done about position bias while learning
 * @param parameters of the library, by its own names; without a seed, which the run gives
 */
public record Candidate(String library, Correction correction, Map<String, String> parameters) {

    /**
     * Half of the machine: training goes on beside serving, and the libraries' threads wait for each other by spinning, so
     * that on a busy machine all of them are slower than one.
     */
    private static final String THREADS =
            Integer.toString(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** What a run writes down beside the parameters: how many rounds it came to. */
    static final String ROUNDS = "rounds";

    public Candidate {
        parameters = Map.copyOf(parameters);
    }

    /** What a run's parameters and metrics call it, e.g. {@code lightgbm.position}. */
    public String label() {
        return library + '.' + correction.name().toLowerCase(Locale.ROOT);
    }

    /** Every way to learn by a library, without parameters. */
    static Stream<Candidate> all(String library) {
        return Arrays.stream(Correction.values()).map(correction -> new Candidate(library, correction, Map.of()));
    }

    /** With the parameters that a run wrote down under this label, none if it did not try it. */
    Candidate recorded(Map<String, String> run) {
        String prefix = label() + '.';
        Map<String, String> recorded = new LinkedHashMap<>();
        run.forEach((name, value) -> {
            if (name.startsWith(prefix) && !name.equals(prefix + ROUNDS)) {
                recorded.put(name.substring(prefix.length()), value);
            }
        });
        return new Candidate(library, correction, recorded);
    }

    /**
     * For click logs, with position bias corrected: three ways that are best at different strengths of the bias. XGBoost's
     * own option is not among them: it was behind wherever it was tried.
     */
    public static List<Candidate> clickLog() {
        return List.of(
                new Candidate("lightgbm", Correction.POSITION, lightGbmClickLog()),
                new Candidate("lightgbm", Correction.INVERSE_PROPENSITY, lightGbmClickLog()),
                new Candidate("xgboost", Correction.INVERSE_PROPENSITY, xgboostClickLog()));
    }

    /** For click logs, taking clicks as they are; to compare. */
    public static List<Candidate> clickLogUncorrected() {
        return List.of(
                new Candidate("lightgbm", Correction.NONE, lightGbmClickLog()),
                new Candidate("xgboost", Correction.NONE, xgboostClickLog()));
    }

    /**
     * Many lists of few, noisy outcomes: shallow trees, large leaves, few rounds. The gain of a grade is the grade, as in
     * {@link ListEvaluation}.
     */
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
        parameters.put("num_threads", THREADS);
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
        parameters.put("nthread", THREADS);
        parameters.put("num_boost_round", "100");
        parameters.put("early_stopping_rounds", "15");
        return parameters;
    }
}
