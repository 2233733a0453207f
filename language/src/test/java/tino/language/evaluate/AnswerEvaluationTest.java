package tino.language.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.Passage;
import tino.language.answer.Citation;
import tino.language.benchmark.Benchmark;
import tino.language.benchmark.Squad;
import tino.language.metric.AnswerMatch;
import tino.language.metric.RougeWords;
import tino.lifecycle.dataset.RealData;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.Embedder;

@NullUnmarked // a null where there should be a value fails the test by itself
class AnswerEvaluationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final AnswerEvaluation.Progress SILENT = (questions, of) -> {};

    static final Passage ACOS =
            new Passage("acos#0", "acos.md", "ACOS", "", "O ACOS é o investimento dividido pela receita.", null);
    static final Passage MARGIN = new Passage("margem#0", "margem.md", "Margem", "", "A margem da loja é 20%.", null);

    static Benchmark.Question question(String id, String text, String right, String category, String source) {
        return new Benchmark.Question(
                id,
                text,
                right.isEmpty() ? List.of() : List.of(right),
                category,
                "easy",
                List.of(),
                source.isEmpty() ? Set.of() : Set.of(source),
                !right.isEmpty());
    }

    static final Benchmark BENCHMARK = new Benchmark(
            "Loja",
            "1",
            List.of(
                    question("q1", "O que é ACOS?", "investimento dividido pela receita", "métricas", "acos.md"),
                    question("q2", "Qual a margem?", "20%", "métricas", "margem.md"),
                    question("q3", "Quem venceu?", "", "fora", ""),
                    question("q4", "Qual o lucro?", "A margem", "finanças", "margem.md")),
            List.of());

    /** q1 right, at rank 2; q2 wrong number; q3 rightly refused; q4 breaks. */
    static Answered answer(Benchmark.Question question) {
        return switch (question.id()) {
            case "q1" ->
                new Answered(
                        "O ACOS é o investimento dividido pela receita [2].",
                        "O ACOS é o investimento dividido pela receita [2].",
                        List.of(new Citation(1, MARGIN), new Citation(2, ACOS)),
                        false,
                        List.of(MARGIN, ACOS),
                        10,
                        0.01,
                        "extractive");
            case "q2" ->
                new Answered(
                        "A margem da loja é 25% [1].",
                        "25%", List.of(new Citation(1, MARGIN)), false, List.of(MARGIN), 20, 0, "extractive");
            case "q3" -> new Answered("Não encontrei.", "", List.of(), true, List.of(ACOS), 30, 0, "extractive");
            default -> throw new IllegalStateException("no provider left");
        };
    }

    static EvaluationResult evaluate(Respondent respondent) throws InterruptedException {
        return new AnswerEvaluation(
                        new AnswerEvaluation.Settings(3, AnswerMatch.PORTUGUESE, RougeWords.PORTUGUESE, 1),
                        null,
                        () -> NOW)
                .run(BENCHMARK, "extractive", respondent, SILENT);
    }

    @Test
    void measuresEachAnswerAsByHand() throws InterruptedException {
        EvaluationResult result = evaluate(AnswerEvaluationTest::answer);
        QuestionResult first = result.questions().get(0);
        assertThat(first.values())
                .containsEntry("recall_at_1", 0.0)
                .containsEntry("recall_at_3", 1.0)
                .containsEntry("mrr10", .5)
                .containsEntry("em", 0.0)
                // Six words without "o" (acos é investimento dividido pela receita), all four right ones among them.
                .containsEntry("f1", .8)
                .containsEntry("citation_precision", 1.0)
                .containsEntry("citation_recall", 1.0)
                .containsEntry("faithfulness", 1.0)
                .containsEntry("refusal_accuracy", 1.0)
                .containsEntry("millis", 10.0)
                .doesNotContainKeys("faithful_numbers", "bertscore", "keywords", "refusal_precision", "refusal_recall");
        // ROUGE keeps both "o": 8 words, 4 common.
        assertThat(first.value(Measure.ROUGE_1)).isCloseTo(2 * .5 * 1 / 1.5, within(1e-12));
        QuestionResult second = result.questions().get(1);
        assertThat(second.values())
                .containsEntry("recall_at_1", 1.0)
                .containsEntry("f1", 0.0)
                .containsEntry("citation_precision", 0.0)
                .containsEntry("faithfulness", 0.0)
                .containsEntry("faithful_numbers", 0.0);
        QuestionResult third = result.questions().get(2);
        assertThat(third.values())
                .containsOnly(
                        Map.entry("em", 1.0),
                        Map.entry("f1", 1.0),
                        Map.entry("refusal_accuracy", 1.0),
                        Map.entry("refusal_precision", 1.0),
                        Map.entry("refusal_recall", 1.0),
                        Map.entry("millis", 30.0),
                        Map.entry("cost", 0.0));
        QuestionResult fourth = result.questions().get(3);
        assertThat(fourth.error()).isEqualTo("no provider left");
        assertThat(fourth.values())
                .containsEntry("f1", 0.0)
                .containsEntry("rougeL", 0.0)
                .containsEntry("recall_at_10", 0.0)
                .containsEntry("refusal_accuracy", 0.0)
                .doesNotContainKeys("faithfulness", "millis");
    }

    @Test
    void sumsUpOverWhatAppliesAndByGroup() throws InterruptedException {
        Summary summary = evaluate(AnswerEvaluationTest::answer).summary();
        assertThat(summary.questions()).isEqualTo(4);
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.all().get("f1").mean()).isCloseTo((.8 + 0 + 1 + 0) / 4, within(1e-12));
        assertThat(summary.all().get("f1").questions()).isEqualTo(4);
        assertThat(summary.all().get("recall_at_3").mean()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(summary.all().get("citation_precision"))
                .returns(2, Summary.Figure::questions)
                .returns(.5, Summary.Figure::mean)
                .returns(0.0, Summary.Figure::low)
                .returns(1.0, Summary.Figure::high);
        assertThat(summary.all().get("millis").mean()).isEqualTo(20);
        assertThat(summary.categories()).containsOnlyKeys("finanças", "fora", "métricas");
        assertThat(summary.categories().get("métricas").get("f1").mean()).isCloseTo(.4, within(1e-12));
        assertThat(summary.difficulties()).containsOnlyKeys("easy");
    }

    @Test
    void isWrittenAndReadBack(@TempDir Path folder) throws IOException, InterruptedException {
        EvaluationResult result = evaluate(AnswerEvaluationTest::answer);
        Path file = folder.resolve("r.jsonl");
        EvaluationFile.write(result, file);
        assertThat(Files.readAllLines(file)).hasSize(6);
        assertThat(EvaluationFile.read(file)).isEqualTo(result);

        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 5));
        assertThatThrownBy(() -> EvaluationFile.read(file)).hasMessageContaining("Maybe the file was cut off");
        lines.set(2, "{\"kind\": \"question\", \"result\": {\"id\"");
        Files.write(file, lines);
        assertThatThrownBy(() -> EvaluationFile.read(file)).hasMessageContaining(file + ", line 3");
        lines.set(2, "{\"kind\": \"other\"}");
        Files.write(file, lines);
        assertThatThrownBy(() -> EvaluationFile.read(file)).hasMessageContaining(file + ", line 3");
    }

    @Test
    void comparesWithTheVersionBefore() throws InterruptedException {
        List<Benchmark.Question> many = Stream.iterate(0, i -> i + 1)
                .limit(60)
                .map(i -> question("q" + i, "Pergunta " + i, "a margem é 20%", "", "margem.md"))
                .toList();
        Benchmark benchmark = new Benchmark("Muitas", "1", many, List.of());
        AnswerEvaluation evaluation = new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), null, () -> NOW);
        EvaluationResult before = evaluation.run(benchmark, "a", q -> said("A margem é 20%.", 5), SILENT);
        EvaluationResult now = evaluation.run(
                benchmark, "b", q -> said(q.id().endsWith("1") ? "A margem é 20%." : "A margem subiu.", 4), SILENT);
        Regression regression = Regression.of(now, before, new SplittableRandom(1));
        assertThat(regression.questions()).isEqualTo(60);
        Regression.Change f1 = change(regression, "f1");
        assertThat(f1.verdict()).isEqualTo(Regression.Verdict.WORSE);
        assertThat(f1.before()).isEqualTo(1);
        // 6 of 60 keep 1, the others have one of two words right of three: 2 · 1/2 · 1/3 / (5/6) = .4.
        assertThat(f1.now()).isCloseTo((6 + 54 * .4) / 60, within(1e-12));
        assertThat(f1.difference().high()).isNegative();
        assertThat(change(regression, "millis").verdict()).isEqualTo(Regression.Verdict.BETTER);
        assertThat(change(regression, "mrr10").verdict()).isEqualTo(Regression.Verdict.UNCLEAR);
        assertThat(regression.worse()).extracting(Regression.Change::measure).contains("f1", "em", "rouge1");
        assertThatThrownBy(() -> Regression.of(now, evaluate(AnswerEvaluationTest::answer), new SplittableRandom(1)))
                .hasMessageContaining("none in common");
    }

    private static Regression.Change change(Regression regression, String measure) {
        return regression.changes().stream()
                .filter(change -> change.measure().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    private static Answered said(String text, double millis) {
        return new Answered(text, text, List.of(new Citation(1, MARGIN)), false, List.of(MARGIN), millis, 0, "test");
    }

    @Test
    void keepsTheAnswersWhereTheEmbedderIsAway() throws InterruptedException {
        Embedder away = new Embedder() {
            @Override
            public int dimensions() {
                return 2;
            }

            @Override
            public String fingerprint() {
                return "away";
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                throw new EmbeddingUnavailable("nobody answers", null);
            }
        };
        EvaluationResult result = new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), away, () -> NOW)
                .run(BENCHMARK, "extractive", AnswerEvaluationTest::answer, SILENT);
        assertThat(result.head().remarks()).containsExactly("bertscore is missing: nobody answers");
        assertThat(result.summary().all()).containsKey("f1").doesNotContainKey("bertscore");
    }

    @Test
    void asksNoMoreAtOnceThanAllowedAndTellsHowFarItIs() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> told = new ArrayList<>();
        CountDownLatch three = new CountDownLatch(3);
        new AnswerEvaluation(
                        new AnswerEvaluation.Settings(3, AnswerMatch.PORTUGUESE, RougeWords.PORTUGUESE, 1),
                        null,
                        () -> NOW)
                .run(
                        BENCHMARK,
                        "s",
                        question -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            three.countDown();
                            three.await();
                            now.decrementAndGet();
                            return answer(question);
                        },
                        (questions, of) -> told.add(questions));
        assertThat(most).hasValue(3);
        assertThat(told).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> new AnswerEvaluation.Settings(0, AnswerMatch.PORTUGUESE, RougeWords.PORTUGUESE, 1))
                .hasMessageContaining("got 0");
    }

    @Test
    void givesUpWhenInterrupted() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        FutureTask<EvaluationResult> task = new FutureTask<>(() -> evaluate(question -> {
            asked.countDown();
            never.await();
            return answer(question);
        }));
        Thread thread = Thread.ofVirtual().start(task);
        asked.await();
        thread.interrupt();
        thread.join();
        assertThat(task.state()).isEqualTo(Future.State.FAILED);
        assertThatThrownBy(task::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(InterruptedException.class);
    }

    /**
     * FaQuAD, each question answered by the first sentence of its paragraph up to the first full stop. Exact match .0211 and F1 .1996 by SQuAD's
     * script with Portuguese articles and MLQA's punctuation.
     */
    @Test
    void agreesWithSquadsScriptOnFaQuad() throws IOException, InterruptedException {
        Benchmark benchmark =
                Squad.read(RealData.folder("faquad").resolve("dataset.json")).benchmark();
        Embedder embedder =
                CorpusEmbedder.train(benchmark.corpus().stream().map(Passage::text), CorpusSettings.standard("pt"));
        EvaluationResult result = new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), embedder, () -> NOW)
                .run(
                        benchmark,
                        "first sentence",
                        question -> {
                            Passage passage = benchmark.corpus().stream()
                                    .filter(one -> question.relevant().contains(one.id()))
                                    .findFirst()
                                    .orElseThrow();
                            String first = passage.text().split("\\.")[0];
                            return new Answered(
                                    first,
                                    first,
                                    List.of(new Citation(1, passage)),
                                    false,
                                    List.of(passage),
                                    1,
                                    0,
                                    "test");
                        },
                        SILENT);
        Map<String, Summary.Figure> all = result.summary().all();
        all.forEach((measure, figure) -> System.out.printf(
                "%-20s %.4f (%.4f to %.4f, %d)%n",
                measure, figure.mean(), figure.low(), figure.high(), figure.questions()));
        assertThat(all.get("em").mean()).isCloseTo(0.021111111111111112, within(1e-12));
        assertThat(all.get("f1").mean()).isCloseTo(0.1996233457430758, within(1e-12));
        assertThat(all.get("recall_at_1").mean()).isEqualTo(1);
        // Not 1: the cut falls into numbers ("Lei n. 9.394"), and half a number is not in the passage.
        assertThat(all.get("citation_precision").mean()).isGreaterThan(.97);
        assertThat(all.get("bertscore").mean()).isBetween(.1, .8);
        assertThat(result.summary().categories()).hasSize(39);
    }
}
