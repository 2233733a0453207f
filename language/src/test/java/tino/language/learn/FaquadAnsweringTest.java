package tino.language.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.language.benchmark.Squad;
import tino.language.evaluate.AnswerEvaluation;
import tino.language.evaluate.EvaluationResult;
import tino.language.evaluate.Measure;
import tino.language.evaluate.SquadEvaluation;
import tino.language.evaluate.Summary;
import tino.language.extract.AnswerAgreement;
import tino.language.extract.Answerability;
import tino.language.extract.SpanExtractor;
import tino.language.learn.SquadTrial.Result;
import tino.language.retrieve.MemoryRetriever;
import tino.language.retrieve.Reranker;
import tino.language.retrieve.RerankingRetriever;
import tino.language.text.TermStatistics;
import tino.lifecycle.dataset.RealData;

/**
 * Real questions in Portuguese (FaQuAD, Sayama et al. 2019): all 900 against all 249 paragraphs, cross-validated by families of
 * documents. To hold against: plain BM25 has R@1 .803 and R@5 .942; the best whole sentence of the best paragraph has F1 .348; the
 * authors' neural models on the right paragraph have .187 to .443. Skipped where the data is not there.
 */
final class FaquadAnsweringTest {
    private static Squad squad;
    private static List<Result> results;

    @BeforeAll
    static void answerAll() throws IOException {
        squad = Squad.read(RealData.folder("faquad").resolve("dataset.json"));
        results = SquadTrial.crossValidated(squad, 5, Training.SEED, share -> {});
    }

    @Test
    void keepsCopiesOfADocumentInOneFold() {
        Families families = Families.of(squad.passages());
        assertThat(families.of().get("EXERCICIOS_DOMICILIARES#1"))
                .isEqualTo(families.of().get("regime de exercícios domicilares#0"));
        assertThat(new HashSet<>(families.of().values())).hasSizeBetween(25, 38);
    }

    @Test
    void findsTheRightParagraph() {
        assertThat(results).hasSize(900);
        assertThat(recall(1)).isGreaterThanOrEqualTo(.88);
        assertThat(recall(5)).isGreaterThanOrEqualTo(.98);
    }

    @Test
    void extractsTheAnswer() {
        double f1 = results.stream()
                .mapToDouble(result ->
                        AnswerAgreement.f1(result.answer(), result.asked().answers()))
                .average()
                .orElseThrow();
        assertThat(f1).isGreaterThanOrEqualTo(.48);
    }

    /** Judged as {@code tino assistant eval --squad} judges: an answerable question that is refused has F1 0. */
    @Test
    void keepsItsFiguresEndToEnd() throws IOException, InterruptedException {
        EvaluationResult judged = SquadEvaluation.judged(
                squad.benchmark(),
                results,
                "extractive, 5 folds",
                new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), null, () -> Instant.EPOCH),
                1);
        Summary summary = judged.summary();
        summary.all()
                .forEach((measure, figure) -> System.out.printf(
                        "%-20s %.4f (%.4f to %.4f, %d)%n",
                        measure, figure.mean(), figure.low(), figure.high(), figure.questions()));
        assertThat(summary.figure(Measure.RECALL_AT_1).questions()).isEqualTo(900);
        assertThat(summary.figure(Measure.RECALL_AT_1).mean()).isEqualTo(recall(1));
        assertThat(summary.figure(Measure.RECALL_AT_5).mean()).isGreaterThanOrEqualTo(.98);
        assertThat(summary.figure(Measure.F1).questions()).isEqualTo(900);
        assertThat(summary.figure(Measure.F1).mean()).isGreaterThanOrEqualTo(.42);
        // Whatever is said is quoted.
        assertThat(summary.figure(Measure.CITATION_PRECISION).mean()).isGreaterThan(.99);
        assertThat(summary.figure(Measure.FAITHFULNESS).mean()).isGreaterThan(.99);
        assertThat(summary.figure(Measure.REFUSAL_ACCURACY).questions()).isGreaterThan(1_700);
        assertThat(summary.figure(Measure.REFUSAL_ACCURACY).mean()).isGreaterThan(.8);
    }

    @Test
    void citesTheRightParagraph() {
        double cited = results.stream()
                .filter(result -> result.cited().contains(result.asked().passage()))
                .count();
        assertThat(cited / results.size()).isGreaterThan(.85);
    }

    @Test
    void knowsWhenTheCorpusHoldsNoAnswer() {
        double right = 0;
        double all = 0;
        double better = 0;
        double pairs = 0;
        for (Result result : results) {
            right += result.refused() ? 0 : 1;
            right += result.answerableWithout() != null && result.answerableWithout() < .5 ? 1 : 0;
            all += result.answerableWithout() == null ? 1 : 2;
            for (Result other : results) {
                if (other.answerableWithout() != null) {
                    better += result.answerable() > other.answerableWithout() ? 1 : 0;
                    pairs++;
                }
            }
        }
        assertThat(right / all).isGreaterThan(.80);
        assertThat(better / pairs).isGreaterThan(.88);
    }

    /** Questions on retail media, by the shipped models: university regulations do not answer them, though they speak of costs and dates. */
    @Test
    void refusesQuestionsOfAnotherField() {
        List<String> questions = List.of(
                "O que é ACOS?",
                "Como se calcula o ROAS de uma campanha?",
                "Qual a diferença entre ACOS e TACOS?",
                "Quanto custa um clique no Mercado Livre?",
                "Quando acontece a Black Friday?",
                "Como criar uma campanha de Product Ads?",
                "Quem paga pelo frete grátis na Shopee?",
                "O que é uma janela de atribuição?",
                "Por que o CPC sobe no Natal?",
                "Como a Amazon decide qual anúncio aparece primeiro?",
                "Quais formatos de anúncio a Magalu oferece?",
                "O que são palavras-chave negativas?",
                "Para que serve a loja oficial no marketplace?",
                "Qual o orçamento mínimo diário de uma campanha?",
                "Como reduzir o custo por aquisição?",
                "Onde vejo o relatório de termos de busca?",
                "Qual a taxa de conversão média no e-commerce?",
                "O que é Buy Box?",
                "Quantos dias dura a atribuição por visualização?",
                "Como escolher lances para produtos novos?");
        AnsweringModels models = AnsweringModels.shipped();
        TermStatistics statistics = TermStatistics.of(squad.passages());
        SpanExtractor extractor = new SpanExtractor(models.extractor(), statistics);
        Answerability answerability = new Answerability(models.answerability(), extractor, .5);
        try (MemoryRetriever first = new MemoryRetriever(squad.passages())) {
            RerankingRetriever retriever = new RerankingRetriever(first, new Reranker(models.reranker(), statistics));
            assertThat(questions.stream()
                            .filter(question -> answerability.refuses(question, retriever.retrieve(question, 5)))
                            .count())
                    .isGreaterThanOrEqualTo(18);
        }
    }

    /** Every answer is a part of a passage, byte for byte, and so is every cited sentence of the passage it cites. */
    @Test
    void inventsNoWord() {
        Map<String, String> passages = new HashMap<>();
        squad.passages().forEach(passage -> passages.put(passage.id(), passage.text()));
        Pattern cited = Pattern.compile("(.*?) \\[(\\d)](?: |$)", Pattern.DOTALL);
        for (Result result : results) {
            Set<String> texts = new HashSet<>();
            result.retrieved().stream()
                    .limit(SquadTrial.GROUNDING)
                    .forEach(id -> texts.add(passages.getOrDefault(id, "")));
            assertThat(texts).anyMatch(text -> text.contains(result.answer()));
            Matcher sentences = cited.matcher(result.sentences());
            int end = 0;
            int count = 0;
            while (sentences.find()) {
                String source = result.retrieved().get(Integer.parseInt(sentences.group(2)) - 1);
                assertThat(passages.getOrDefault(source, "")).contains(sentences.group(1));
                assertThat(sentences.start()).isEqualTo(end);
                end = sentences.end();
                count++;
            }
            assertThat(end).isEqualTo(result.sentences().length());
            assertThat(count).isBetween(1, 3);
        }
    }

    private static double recall(int depth) {
        double found = results.stream()
                .filter(result -> result.retrieved().stream()
                        .limit(depth)
                        .anyMatch(result.asked().passage()::equals))
                .count();
        return found / results.size();
    }
}
