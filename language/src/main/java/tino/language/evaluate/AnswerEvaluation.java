package tino.language.evaluate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.language.Passage;
import tino.language.benchmark.Benchmark;
import tino.language.metric.AnswerMatch;
import tino.language.metric.BertScore;
import tino.language.metric.RougeWords;
import tino.search.embedding.Embedder;
import tino.search.embedding.Embedder.EmbeddingUnavailable;

/** Asks all questions of a benchmark and judges the answers. */
public final class AnswerEvaluation {
    private final Settings settings;
    private final @Nullable Embedder embedder;
    private final InstantSource clock;

    /**
     * How to judge.
     *
     * @param parallel questions asked at once, at least 1
     * @param match rules of exact match and F1
     * @param words of ROUGE
     * @param seed of the draws for intervals
     */
    public record Settings(int parallel, AnswerMatch match, RougeWords words, long seed) {
        public Settings {
            if (parallel < 1) {
                throw new IllegalArgumentException("Expected at least 1 question at once, got " + parallel + ".");
            }
        }

        /** Portuguese rules; as many questions at once as there are processors. */
        public static Settings portuguese() {
            return new Settings(
                    Runtime.getRuntime().availableProcessors(), AnswerMatch.PORTUGUESE, RougeWords.PORTUGUESE, 1);
        }
    }

    /** Told on the evaluation's thread after each answer. */
    @FunctionalInterface
    public interface Progress {
        void answered(int questions, int of);
    }

    /** @param embedder for BERTScore; {@code null}: it is left out */
    public AnswerEvaluation(Settings settings, @Nullable Embedder embedder, InstantSource clock) {
        this.settings = settings;
        this.embedder = embedder;
        this.clock = clock;
    }

    /** An answer, or why there is none. */
    private record Outcome(
            @Nullable Answered answered, @Nullable String error) {}

    /**
     * @param system who answers
     * @throws InterruptedException if the caller is; the answers under way are given up
     */
    public EvaluationResult run(Benchmark benchmark, String system, Respondent respondent, Progress progress)
            throws InterruptedException {
        Instant start = clock.instant();
        List<Benchmark.Question> questions = benchmark.questions();
        List<Outcome> outcomes = ask(questions, respondent, progress);
        List<String> remarks = new ArrayList<>();
        BertScore scores = embedded(questions, outcomes, remarks);
        Judging judging = new Judging(settings.match, settings.words);
        List<QuestionResult> results = IntStream.range(0, questions.size())
                .parallel()
                .mapToObj(i -> result(questions.get(i), outcomes.get(i), judging, scores))
                .toList();
        return new EvaluationResult(
                new EvaluationResult.Head(
                        benchmark.name(), benchmark.version(), benchmark.hash(), system, start, described(), remarks),
                results,
                Summary.of(results, new SplittableRandom(settings.seed)));
    }

    private List<Outcome> ask(List<Benchmark.Question> questions, Respondent respondent, Progress progress)
            throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(
                settings.parallel, Thread.ofVirtual().factory())) {
            CompletionService<Outcome> done = new ExecutorCompletionService<>(pool);
            List<Future<Outcome>> asked = questions.stream()
                    .map(question -> done.submit(() -> answer(respondent, question)))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            try {
                for (int i = 1; i <= questions.size(); i++) {
                    done.take().get();
                    progress.answered(i, questions.size());
                }
                for (Future<Outcome> outcome : asked) {
                    outcomes.add(outcome.get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("Answering broke down: " + e.getCause(), e.getCause());
            } finally {
                pool.shutdownNow();
            }
            return outcomes;
        }
    }

    private static Outcome answer(Respondent respondent, Benchmark.Question question) throws InterruptedException {
        try {
            return new Outcome(respondent.answer(question), null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new Outcome(
                    null,
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getName()));
        }
    }

    private @Nullable BertScore embedded(
            List<Benchmark.Question> questions, List<Outcome> outcomes, List<String> remarks) {
        if (embedder == null) {
            return null;
        }
        List<String> references = questions.stream()
                .flatMap(question -> question.right().stream())
                .toList();
        List<String> texts = new ArrayList<>(references);
        outcomes.stream()
                .map(Outcome::answered)
                .filter(Objects::nonNull)
                .forEach(answered -> texts.add(Judging.text(answered)));
        try {
            return BertScore.over(embedder, texts, references);
        } catch (EmbeddingUnavailable e) {
            // An hour of answers is not thrown away for one measure.
            remarks.add("bertscore is missing: " + e.getMessage());
            return null;
        }
    }

    private static QuestionResult result(
            Benchmark.Question question, Outcome outcome, Judging judging, @Nullable BertScore scores) {
        Answered answered = outcome.answered();
        Map<String, Double> values = answered == null ? judging.failed(question) : judging.values(question, answered);
        if (scores != null && question.answerable()) {
            Judging.put(
                    values,
                    Measure.BERT_SCORE,
                    answered == null ? 0 : Judging.bertScore(scores, question, Judging.text(answered)));
        }
        return new QuestionResult(
                question.id(),
                question.text(),
                question.category(),
                question.difficulty(),
                question.answerable(),
                answered == null ? "" : answered.text(),
                answered != null && answered.refused(),
                answered == null
                        ? List.of()
                        : answered.citations().stream()
                                .map(citation -> citation.passage().id())
                                .toList(),
                answered == null
                        ? List.of()
                        : answered.retrieved().stream().map(Passage::id).toList(),
                answered == null ? "" : answered.provider(),
                values,
                outcome.error());
    }

    private Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        described.put("match", settings.match.name().toLowerCase(Locale.ROOT));
        described.put("words", settings.words.name().toLowerCase(Locale.ROOT));
        described.put("seed", Long.toString(settings.seed));
        described.put("embedder", embedder == null ? "none" : embedder.fingerprint());
        return described;
    }
}
