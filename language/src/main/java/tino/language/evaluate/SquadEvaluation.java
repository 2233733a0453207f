package tino.language.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tino.language.Passage;
import tino.language.answer.Citation;
import tino.language.benchmark.Benchmark;
import tino.language.benchmark.Squad;
import tino.language.learn.SquadTrial;

/**
 * Answering by extraction judged on a file in the format of SQuAD, each question by models that learned from other documents of the file. Every
 * question with an answer is asked a second time with its document out of the corpus; whether that is refused counts for the measures of
 * refusal only.
 */
public final class SquadEvaluation {
    /** What the second asking has behind the question's id. */
    static final String WITHHELD = "#withheld";

    private static final String PROVIDER = "extractive";

    private SquadEvaluation() {}

    /**
     * @param folds of cross-validation, at least 2
     * @param evaluation how answers are judged
     * @param seed of learning, and of the draws for intervals
     * @param progress told the share done, 0 to 1, from any thread
     * @return with the questions of the file first, then those with their document withheld
     * @throws IllegalArgumentException naming the file and the place that are not so
     */
    public static EvaluationResult crossValidated(
            Path file, int folds, AnswerEvaluation evaluation, long seed, DoubleConsumer progress)
            throws IOException, InterruptedException {
        Squad squad = Squad.read(file);
        List<SquadTrial.Result> results = SquadTrial.crossValidated(squad, folds, seed, progress);
        return judged(squad.benchmark(), results, PROVIDER + ", " + folds + " folds", evaluation, seed);
    }

    /**
     * @param results one for each question
     * @param system how they came about
     */
    public static EvaluationResult judged(
            Benchmark benchmark, List<SquadTrial.Result> results, String system, AnswerEvaluation evaluation, long seed)
            throws InterruptedException {
        Map<String, Passage> passages =
                benchmark.corpus().stream().collect(Collectors.toMap(Passage::id, Function.identity()));
        Map<String, SquadTrial.Result> byId = results.stream()
                .collect(Collectors.toMap(result -> result.asked().id(), Function.identity()));
        EvaluationResult judged = evaluation.run(
                benchmark,
                system,
                question -> answered(Objects.requireNonNull(byId.get(question.id())), passages),
                (questions, of) -> {});
        List<QuestionResult> all = new ArrayList<>(judged.questions());
        for (Benchmark.Question question : benchmark.questions()) {
            Double probability = Objects.requireNonNull(byId.get(question.id())).answerableWithout();
            if (probability != null) {
                all.add(withheld(question, probability < SquadTrial.THRESHOLD));
            }
        }
        return new EvaluationResult(judged.head(), all, Summary.of(all, new SplittableRandom(seed)));
    }

    private static Answered answered(SquadTrial.Result result, Map<String, Passage> passages) {
        List<Passage> found = result.retrieved().stream()
                .map(id -> Objects.requireNonNull(passages.get(id)))
                .toList();
        List<Citation> citations = IntStream.range(0, Math.min(SquadTrial.GROUNDING, found.size()))
                .filter(i -> result.cited().contains(found.get(i).id()))
                .mapToObj(i -> new Citation(i + 1, found.get(i)))
                .toList();
        return new Answered(
                result.sentences(), result.answer(), citations, result.refused(), found, Double.NaN, 0, PROVIDER);
    }

    private static QuestionResult withheld(Benchmark.Question question, boolean refused) {
        Map<String, Double> values = new LinkedHashMap<>();
        Judging.refusal(false, refused, values);
        return new QuestionResult(
                question.id() + WITHHELD,
                question.text(),
                question.category(),
                question.difficulty(),
                false,
                "",
                refused,
                List.of(),
                List.of(),
                PROVIDER,
                values,
                null);
    }
}
