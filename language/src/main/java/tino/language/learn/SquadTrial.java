package tino.language.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.language.Retrieved;
import tino.language.benchmark.Squad;
import tino.language.benchmark.Squad.Asked;
import tino.language.extract.Answerability;
import tino.language.extract.ExtractiveAnswerer;
import tino.language.extract.QuotedAnswer;
import tino.language.extract.Span;
import tino.language.extract.SpanExtractor;
import tino.language.provider.Grounding;
import tino.language.retrieve.Reranker;

/**
 * Asks the questions of a file in the format of SQuAD against its own passages: retrieved, re-ranked, answered by extraction, and asked
 * again with the question's document out of the corpus, where the right answer is none.
 */
public final class SquadTrial {
    /** Passages whose sentences an answer may use. */
    public static final int GROUNDING = 5;

    /** Probability of being answerable below which a question is refused. */
    public static final double THRESHOLD = .5;

    private SquadTrial() {}

    /**
     * What came of a question.
     *
     * @param retrieved ids of passages, best first
     * @param firstRetrieved as before re-ranking
     * @param answer the best span; empty where there is none
     * @param sentences the answer as a person reads it, with citations
     * @param cited ids of the passages that the answer cites, in its order
     * @param answerable probability that the passages hold the answer
     * @param refused whether that is below the threshold
     * @param answerableWithout the same with the question's document out of the corpus; {@code null} where nothing was left of it, or the
     *     question has no answer anyway
     */
    public record Result(
            Asked asked,
            List<String> retrieved,
            List<String> firstRetrieved,
            String answer,
            String sentences,
            List<String> cited,
            double answerable,
            boolean refused,
            @Nullable Double answerableWithout) {}

    /**
     * Nothing is learned from a question that is judged, nor from one about a document of its family: families of documents are dealt
     * into folds, each judged by models of the others.
     *
     * @param folds at least 2
     * @param progress told the share done, 0 to 1, from any thread
     * @return one result a question, in the file's order
     */
    public static List<Result> crossValidated(Squad squad, int folds, long seed, DoubleConsumer progress) {
        if (folds < 2) {
            throw new IllegalArgumentException("Cross-validation needs 2 folds or more, got " + folds);
        }
        Families families = Families.of(squad.passages());
        List<Lesson> lessons = Lesson.of(squad, families, share -> progress.accept(.3 * share));
        int[] fold = families.folds(squad.questions(), folds);
        Result[] results = new Result[lessons.size()];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, folds).parallel().forEach(held -> {
            List<Lesson> others = Training.select(lessons, i -> fold[i] != held);
            if (others.isEmpty()) {
                throw new IllegalArgumentException("All questions are about one family of documents");
            }
            AnsweringModels models = Training.learn(others, families, seed);
            for (int i = 0; i < results.length; i++) {
                if (fold[i] == held) {
                    results[i] = judge(lessons.get(i), models);
                }
            }
            progress.accept(.3 + .7 * done.incrementAndGet() / folds);
        });
        return List.of(results);
    }

    /** By models at hand, e.g. the shipped ones; honest only for questions that they were not learned from. */
    public static List<Result> of(Squad squad, AnsweringModels models, DoubleConsumer progress) {
        List<Lesson> lessons = Lesson.of(squad, Families.of(squad.passages()), share -> progress.accept(.5 * share));
        List<Result> results = new ArrayList<>();
        for (Lesson lesson : lessons) {
            results.add(judge(lesson, models));
            progress.accept(.5 + .5 * results.size() / lessons.size());
        }
        return results;
    }

    private static Result judge(Lesson lesson, AnsweringModels models) {
        String question = lesson.asked().text();
        SpanExtractor extractor = new SpanExtractor(models.extractor(), lesson.statistics());
        List<Retrieved> ranked = new Reranker(models.reranker(), lesson.statistics()).rerank(question, lesson.found());
        List<Retrieved> read = ranked.subList(0, Math.min(GROUNDING, ranked.size()));
        QuotedAnswer answer = new ExtractiveAnswerer(extractor).answer(new Grounding(question, read));
        Answerability answerability = new Answerability(models.answerability(), extractor, THRESHOLD);
        double probability = answerability.probability(question, ranked);
        return new Result(
                lesson.asked(),
                ids(ranked),
                ids(lesson.found()),
                answer.spans().stream().findFirst().map(Span::text).orElse(""),
                answer.text(),
                answer.sentences().stream()
                        .map(sentence -> sentence.passage().id())
                        .toList(),
                probability,
                probability < THRESHOLD,
                without(lesson, models));
    }

    private static @Nullable Double without(Lesson lesson, AnsweringModels models) {
        if (!lesson.answerable() || lesson.foundWithout().isEmpty()) {
            return null;
        }
        String question = lesson.asked().text();
        List<Retrieved> ranked =
                new Reranker(models.reranker(), lesson.statisticsWithout()).rerank(question, lesson.foundWithout());
        SpanExtractor extractor = new SpanExtractor(models.extractor(), lesson.statisticsWithout());
        return new Answerability(models.answerability(), extractor, THRESHOLD).probability(question, ranked);
    }

    private static List<String> ids(List<Retrieved> found) {
        return found.stream().map(one -> one.passage().id()).toList();
    }
}
