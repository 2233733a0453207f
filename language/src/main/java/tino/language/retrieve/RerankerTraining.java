package tino.language.retrieve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tino.language.Retrieved;
import tino.language.model.LearnedTrees;
import tino.language.text.Question;
import tino.language.text.TermStatistics;
import tino.trees.format.LightGbmSum;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;

/** Learns a re-ranker from questions whose right passage is known. */
public final class RerankerTraining {
    private static final Map<String, String> PARAMETERS = Map.of(
            "num_threads", "1",
            "objective", "lambdarank",
            "num_iterations", "300",
            "num_leaves", "4",
            "learning_rate", "0.04",
            "min_data_in_leaf", "30",
            "feature_fraction", "0.4",
            "bagging_fraction", "0.7",
            "bagging_freq", "1",
            "lambda_l2", "5");

    private RerankerTraining() {}

    /** What was found for a question, with what is known of each passage; made once, learned from often. */
    public static final class Sample {
        private final float[] features;
        private final float[] labels;

        private Sample(float[] features, float[] labels) {
            this.features = features;
            this.labels = labels;
        }

        private boolean teaches() {
            for (float label : labels) {
                if (label > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @param right id of the passage that answers */
    public static Sample sample(String question, List<Retrieved> found, String right, TermStatistics statistics) {
        float[] labels = new float[found.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = found.get(i).passage().id().equals(right) ? 1 : 0;
        }
        return new Sample(RerankFeatures.of(Question.of(question), found, statistics), labels);
    }

    /**
     * @param questions those whose right passage was not found teach nothing
     * @throws IllegalArgumentException if no question's right passage was found
     */
    public static LearnedTrees learn(List<Sample> questions, long seed) {
        List<Sample> useful = questions.stream().filter(Sample::teaches).toList();
        if (useful.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of " + questions.size() + " questions had its right passage among those found");
        }
        int rows = useful.stream().mapToInt(one -> one.labels.length).sum();
        float[] features = new float[rows * RerankFeatures.COUNT];
        float[] labels = new float[rows];
        int[] groups = new int[useful.size()];
        int at = 0;
        for (int i = 0; i < groups.length; i++) {
            Sample one = useful.get(i);
            groups[i] = one.labels.length;
            System.arraycopy(one.features, 0, features, at * RerankFeatures.COUNT, one.features.length);
            System.arraycopy(one.labels, 0, labels, at, one.labels.length);
            at += one.labels.length;
        }
        TrainingRows training = new TrainingRows(
                features, RerankFeatures.COUNT, labels, groups, null, null, new int[0], RerankFeatures.NAMES);
        List<String> learned = new ArrayList<>();
        for (int model = 0; model < Reranker.SUMMED; model++) {
            Map<String, String> parameters = new HashMap<>(PARAMETERS);
            parameters.put("seed", Long.toString(Math.floorMod(seed + 7919L * model, 1_000_000_007L)));
            byte[] text = new LightGbm()
                    .train(training, null, parameters, (round, value) -> {})
                    .model();
            learned.add(new String(text, StandardCharsets.UTF_8));
        }
        return Reranker.learned(LightGbmSum.of(learned).getBytes(StandardCharsets.UTF_8));
    }
}
