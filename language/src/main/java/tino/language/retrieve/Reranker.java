package tino.language.retrieve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tino.language.Passage;
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

    /**
     * Of the probability, what passages share under headings that ask just what is asked. The trees cannot know them: they learned from texts
     * without headings. Not all of it, for a heading may promise what its text does not keep.
     */
    private static final double HEADED = .9;

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
        Question asked = Question.of(question);
        model.score(RerankFeatures.of(asked, found, statistics), scores.length, scores);
        double best = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElse(0);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp((scores[i] - best) / SUMMED);
            sum += scores[i];
        }
        boolean[] headed = new boolean[scores.length];
        double mass = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
            headed[i] = asksTheSame(asked, found.get(i).passage());
            mass += headed[i] ? scores[i] : 0;
        }
        List<Retrieved> ranked = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            double score =
                    mass > 0 ? (1 - HEADED) * scores[i] + (headed[i] ? HEADED * scores[i] / mass : 0) : scores[i];
            ranked.add(new Retrieved(found.get(i).passage(), score));
        }
        ranked.sort(Comparator.comparingDouble(Retrieved::score).reversed());
        return List.copyOf(ranked);
    }

    /** Whether its heading is a question of the same kind about nothing else; what a heading leaves out its document's title may say. */
    private static boolean asksTheSame(Question asked, Passage passage) {
        if (passage.section().isEmpty()) {
            return false;
        }
        Question heading = Question.of(passage.section());
        Set<String> said = new HashSet<>(heading.terms().keySet());
        if (heading.kind() != asked.kind() || !asked.terms().keySet().containsAll(said)) {
            return false;
        }
        if (said.size() < asked.terms().size()) {
            said.addAll(Question.of(passage.title()).terms().keySet());
        }
        return said.containsAll(asked.terms().keySet());
    }
}
