package tino.language.extract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import tino.language.Passage;
import tino.language.model.LearnedTrees;
import tino.language.text.Question;
import tino.language.text.TermStatistics;
import tino.language.text.Words;
import tino.trees.train.LightGbm;
import tino.trees.train.TrainingRows;

/** Learns an extractor from questions whose right answers are known: which spans of the right passage agree with them, and how far. */
public final class ExtractorTraining {
    private static final int SENTENCES = 5;

    /** Of spans that agree little and of those that agree somewhat, so many a question are learned from. */
    private static final int EACH = 100;

    private static final double LITTLE = .3;
    private static final double MUCH = .8;

    /** The weight of all spans of a question together: every question says as much. */
    private static final float QUESTION = 300;

    private ExtractorTraining() {}

    /** Spans of a question's passage, with what is known of each; made once, learned from often. */
    public static final class Sample {
        private final float[] features;
        private final float[] labels;
        private final float[] weights;

        private Sample(float[] features, float[] labels, float[] weights) {
            this.features = features;
            this.labels = labels;
            this.weights = weights;
        }
    }

    /**
     * @param passage that answers the question
     * @param answers texts that count as right, at least one
     * @param seed of which spans are taken where there are many alike
     */
    public static Sample sample(
            String question, Passage passage, List<String> answers, TermStatistics statistics, long seed) {
        PassageReader reader =
                new PassageReader(Question.of(question), Words.of(passage.text()), statistics, SENTENCES);
        return sample(reader, answers, new Random(seed));
    }

    /**
     * @param rounds trees
     * @param leaves of a tree
     * @throws IllegalArgumentException if there is no span to learn from
     */
    public static LearnedTrees learn(List<Sample> questions, int rounds, int leaves, long seed) {
        int rows = questions.stream().mapToInt(sample -> sample.labels.length).sum();
        if (rows == 0) {
            throw new IllegalArgumentException("None of " + questions.size() + " questions has a passage with words");
        }
        TrainingRows training = new TrainingRows(
                joined(questions.stream().map(sample -> sample.features).toList(), rows * SpanFeatures.COUNT),
                SpanFeatures.COUNT,
                joined(questions.stream().map(sample -> sample.labels).toList(), rows),
                new int[0],
                joined(questions.stream().map(sample -> sample.weights).toList(), rows),
                null,
                new int[0],
                SpanFeatures.NAMES);
        Map<String, String> parameters = new HashMap<>(Map.of(
                "objective", "cross_entropy",
                "num_iterations", Integer.toString(rounds),
                "num_leaves", Integer.toString(leaves),
                "learning_rate", "0.06",
                "min_data_in_leaf", "60",
                "feature_fraction", "0.4",
                "bagging_fraction", "0.7",
                "bagging_freq", "1",
                "lambda_l2", "5",
                "num_threads", "1"));
        parameters.put("seed", Long.toString(Math.floorMod(seed, 1_000_000_007L)));
        return SpanExtractor.learned(new LightGbm()
                .train(training, null, parameters, (round, value) -> {})
                .model());
    }

    private static Sample sample(PassageReader reader, List<String> answers, RandomGenerator random) {
        List<Map<String, Integer>> right = answers.stream().map(TokenF1::count).toList();
        float[] all = reader.rows();
        int count = reader.spans.size();
        float[] agreement = new float[count];
        int little = 0;
        int some = 0;
        for (int i = 0; i < count; i++) {
            Map<String, Integer> words = TokenF1.count(reader.text(reader.spans.get(i)));
            for (Map<String, Integer> gold : right) {
                agreement[i] = Math.max(agreement[i], (float) TokenF1.of(words, gold));
            }
            little += agreement[i] < LITTLE ? 1 : 0;
            some += agreement[i] >= LITTLE && agreement[i] <= MUCH ? 1 : 0;
        }
        float[] features = new float[all.length];
        float[] labels = new float[count];
        float[] weights = new float[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double share =
                    agreement[i] > MUCH ? 1 : Math.min(1, (double) EACH / (agreement[i] < LITTLE ? little : some));
            if (random.nextDouble() < share) {
                System.arraycopy(all, i * SpanFeatures.COUNT, features, kept * SpanFeatures.COUNT, SpanFeatures.COUNT);
                labels[kept] = agreement[i];
                weights[kept++] = (float) (QUESTION / count / share);
            }
        }
        return new Sample(
                Arrays.copyOf(features, kept * SpanFeatures.COUNT),
                Arrays.copyOf(labels, kept),
                Arrays.copyOf(weights, kept));
    }

    private static float[] joined(List<float[]> parts, int length) {
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
