package tino.language.retrieve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tino.language.Retrieved;
import tino.language.model.LearnedTrees;
import tino.language.text.Question;
import tino.language.text.TermStatistics;

/**
 * Puts the passages found for a question into a better order: boosted trees (LambdaMART) over what {@link RerankFeatures} says of
 * each. Safe for use by many threads.
 */
public final class Reranker {
    /** What the model is called in files. */
    public static final String NAME = "reranker";

    /** Models of different seeds in one file, their scores added up: on few questions steadier than any of them (Breiman 1996). */
    static final int SUMMED = 5;

    private static final int VERSION = 1;

    private final LearnedTrees model;
    private final TermStatistics statistics;

    /**
     * @param model learned by {@link RerankerTraining}
     * @param statistics of the corpus that passages come from
     */
    public Reranker(LearnedTrees model, TermStatistics statistics) {
        this.model = model;
        this.statistics = statistics;
    }

    /** A model from a file's bytes. @throws IOException if it is none of a re-ranker that this program can use */
    public static LearnedTrees model(byte[] bytes, String source) throws IOException {
        return LearnedTrees.read(bytes, source, NAME, VERSION, RerankFeatures.NAMES);
    }

    /** As the other, from a file. */
    public static LearnedTrees model(Path file) throws IOException {
        return LearnedTrees.read(file, NAME, VERSION, RerankFeatures.NAMES);
    }

    static LearnedTrees learned(byte[] model) {
        return new LearnedTrees(NAME, VERSION, RerankFeatures.NAMES, model);
    }

    /**
     * The same passages in a new order.
     *
     * @param found best first, as a retriever gave them
     * @return best first; scores are probabilities that add up to 1: how likely each is the one that answers, if one of them does
     */
    public List<Retrieved> rerank(String question, List<Retrieved> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        double[] scores = new double[found.size()];
        model.score(RerankFeatures.of(Question.of(question), found, statistics), scores.length, scores);
        double best = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElse(0);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp((scores[i] - best) / SUMMED);
            sum += scores[i];
        }
        List<Retrieved> ranked = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            ranked.add(new Retrieved(found.get(i).passage(), scores[i] / sum));
        }
        ranked.sort(Comparator.comparingDouble(Retrieved::score).reversed());
        return List.copyOf(ranked);
    }
}
