package tino.language.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tino.language.Retrieved;
import tino.language.benchmark.Squad;
import tino.language.extract.Answerability;
import tino.language.extract.ExtractorTraining;
import tino.language.extract.SpanExtractor;
import tino.language.model.LearnedTrees;
import tino.language.model.Logit;
import tino.language.retrieve.Reranker;
import tino.language.retrieve.RerankerTraining;
import tino.language.text.TermStatistics;

/**
 * Learns to answer from questions with marked answers. Re-ranker and extractor learn from the questions; answerability learns from
 * figures of models that had not seen the question (stacking, Wolpert 1992), each question once with its document in the corpus and
 * once without. The same file and seed give the same models.
 */
public final class Training {
    /** As the shipped models were learned. */
    public static final long SEED = 42;

    private static final int INNER_FOLDS = 3;
    private static final int ROUNDS = 250;
    private static final int LEAVES = 63;
    private static final int INNER_ROUNDS = 100;
    private static final int INNER_LEAVES = 31;

    private Training() {}

    /**
     * @param squad corpus and questions; those without an answer teach answerability only
     * @param progress told the share done, 0 to 1
     * @throws IllegalArgumentException if there are too few documents to judge by others, or no question has an answer
     */
    public static AnsweringModels learn(Squad squad, long seed, DoubleConsumer progress) {
        Families families = Families.of(squad.passages());
        List<Lesson> lessons = Lesson.of(squad, families, share -> progress.accept(.4 * share));
        AnsweringModels models = learn(lessons, families, seed);
        progress.accept(1);
        return models;
    }

    static AnsweringModels learn(List<Lesson> lessons, Families families, long seed) {
        List<double[]> rows = new ArrayList<>();
        List<Boolean> answered = new ArrayList<>();
        int[] folds = families.folds(lessons.stream().map(Lesson::asked).toList(), INNER_FOLDS);
        for (int fold = 0; fold < INNER_FOLDS; fold++) {
            int held = fold;
            List<Lesson> others = select(lessons, i -> folds[i] != held);
            if (others.stream().noneMatch(Lesson::answerable)) {
                throw new IllegalArgumentException("Too few documents: learning needs " + INNER_FOLDS
                        + " that do not copy from each other, with answered questions");
            }
            LearnedTrees reranker = reranker(others, seed + fold);
            LearnedTrees extractor = extractor(others, INNER_ROUNDS, INNER_LEAVES, seed + fold);
            for (Lesson lesson : select(lessons, i -> folds[i] == held)) {
                rows.add(figures(lesson, lesson.found(), lesson.statistics(), reranker, extractor));
                answered.add(lesson.answerable());
                if (lesson.answerable() && !lesson.foundWithout().isEmpty()) {
                    rows.add(figures(lesson, lesson.foundWithout(), lesson.statisticsWithout(), reranker, extractor));
                    answered.add(false);
                }
            }
        }
        boolean[] labels = new boolean[answered.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = answered.get(i);
        }
        Logit answerability = Answerability.learn(rows, labels);
        return new AnsweringModels(reranker(lessons, seed), extractor(lessons, ROUNDS, LEAVES, seed), answerability);
    }

    static List<Lesson> select(List<Lesson> lessons, IntPredicate wanted) {
        return IntStream.range(0, lessons.size())
                .filter(wanted)
                .mapToObj(lessons::get)
                .toList();
    }

    private static double[] figures(
            Lesson lesson,
            List<Retrieved> found,
            TermStatistics statistics,
            LearnedTrees reranker,
            LearnedTrees extractor) {
        String question = lesson.asked().text();
        List<Retrieved> ranked = new Reranker(reranker, statistics).rerank(question, found);
        return Answerability.figures(question, ranked, new SpanExtractor(extractor, statistics));
    }

    private static LearnedTrees reranker(List<Lesson> lessons, long seed) {
        return RerankerTraining.learn(
                lessons.stream().filter(Lesson::answerable).map(Lesson::ranking).toList(), seed);
    }

    private static LearnedTrees extractor(List<Lesson> lessons, int rounds, int leaves, long seed) {
        return ExtractorTraining.learn(
                lessons.stream()
                        .filter(Lesson::answerable)
                        .map(Lesson::extraction)
                        .toList(),
                rounds,
                leaves,
                seed);
    }
}
