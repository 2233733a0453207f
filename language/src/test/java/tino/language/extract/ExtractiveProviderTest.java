package tino.language.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.learn.AnsweringModels;
import tino.language.provider.Completion;
import tino.language.provider.Completion.Finish;
import tino.language.provider.Grounding;
import tino.language.provider.Message;
import tino.language.provider.Prompt;
import tino.language.provider.ProviderFailure;
import tino.language.text.TermStatistics;

/** By the shipped models. */
final class ExtractiveProviderTest {
    private static final List<Passage> PASSAGES = List.of(
            passage(
                    "acos",
                    "ACOS é a razão entre o custo da publicidade e a receita que ela gerou. "
                            + "Quanto menor o ACOS, mais barata foi cada venda. Muitos vendedores o olham toda semana."),
            passage(
                    "cpc",
                    "O custo por clique (CPC) é o valor que o anunciante paga por clique em um anúncio. "
                            + "A Black Friday de 2024 ocorreu em 29 de novembro de 2024. O leilão decide quem aparece primeiro."),
            passage(
                    "etapas",
                    "Para criar uma campanha, siga estes passos:\n"
                            + "1. Escolha os produtos.\n2. Defina o orçamento diário.\n3. Publique a campanha."));
    private static final AnsweringModels MODELS = AnsweringModels.shipped();
    private static final ExtractiveAnswerer ANSWERER =
            new ExtractiveAnswerer(new SpanExtractor(MODELS.extractor(), TermStatistics.of(PASSAGES)));
    private static final ExtractiveProvider PROVIDER = new ExtractiveProvider(ANSWERER::answer);

    private static Passage passage(String id, String text) {
        return new Passage(id, id + ".md", id, "", text, null);
    }

    private static List<Retrieved> found(List<Passage> passages) {
        return IntStream.range(0, passages.size())
                .mapToObj(i -> new Retrieved(passages.get(i), 10. - i))
                .toList();
    }

    private static Prompt prompt(@Nullable Grounding grounding, int maxTokens) {
        return new Prompt(List.of(Message.user("?")), grounding, maxTokens, 0, Duration.ofSeconds(1));
    }

    private static String answer(String question) throws InterruptedException {
        return PROVIDER.complete(prompt(new Grounding(question, found(PASSAGES)), 400), piece -> {})
                .text();
    }

    @Test
    void answersWithTheSentenceThatHoldsTheAnswerAndCitesIt() throws InterruptedException {
        assertThat(answer("O que é ACOS?"))
                .startsWith("ACOS é a razão entre o custo da publicidade e a receita que ela gerou. [1]");
        assertThat(answer("Quando ocorreu a Black Friday de 2024?"))
                .contains("A Black Friday de 2024 ocorreu em 29 de novembro de 2024. [2]");
    }

    @Test
    void givesTheStepsOfAList() throws InterruptedException {
        Grounding grounding = new Grounding("Como criar uma campanha?", found(PASSAGES.reversed()));
        assertThat(PROVIDER.complete(prompt(grounding, 400), piece -> {}).text())
                .isEqualTo(
                        "Para criar uma campanha, siga estes passos: [1] 1. Escolha os produtos. [1] 2. Defina o orçamento diário. [1]");
    }

    @Test
    void handsOverSentenceBySentence() throws InterruptedException {
        List<String> pieces = new ArrayList<>();
        Completion completion =
                PROVIDER.complete(prompt(new Grounding("Como criar uma campanha?", found(PASSAGES)), 400), pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(completion.text());
        assertThat(pieces).allMatch(piece -> piece.matches("(?s).*\\[\\d]"));
        assertThat(completion.finish()).isEqualTo(Finish.STOP);
        assertThat(completion.usage().completionTokens()).isPositive();
    }

    @Test
    void staysWithinTheMostTokensWithoutHalvingAWord() throws InterruptedException {
        Completion completion =
                PROVIDER.complete(prompt(new Grounding("O que é ACOS?", found(PASSAGES)), 8), piece -> {});
        assertThat(completion.finish()).isEqualTo(Finish.LENGTH);
        assertThat(completion.text().length()).isLessThanOrEqualTo(32);
        assertThat(PASSAGES.getFirst().text()).startsWith(completion.text().replace(" [1]", "") + " ");
    }

    @Test
    void refusesWithoutPassagesOrWords() {
        assertThatThrownBy(() -> PROVIDER.complete(prompt(null, 10), piece -> {}))
                .isInstanceOfSatisfying(
                        ProviderFailure.class, e -> assertThat(e.kind()).isEqualTo(ProviderFailure.Kind.REFUSED));
        Grounding empty = new Grounding("O que é ACOS?", found(List.of(passage("a", ""), passage("b", " \n…"))));
        assertThatThrownBy(() -> PROVIDER.complete(prompt(empty, 10), piece -> {}))
                .isInstanceOf(ProviderFailure.class)
                .hasMessageContaining("None of 2 passages");
    }

    @Test
    void answersQuestionsOfStopWordsOrNothing() throws InterruptedException {
        assertThat(answer("o que é isso?")).endsWith("]");
        assertThat(answer("")).endsWith("]");
        assertThat(answer("\ud800 \u0000 🙂")).endsWith("]");
    }

    @Test
    void readsAPassageOfTenThousandWords() throws InterruptedException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 10_000; word++) {
            text.append("anúncio custo venda de por que ROAS é".split(" ")[random.nextInt(8)])
                    .append(' ');
        }
        Grounding long_ = new Grounding("Qual o custo do anúncio?", found(List.of(passage("long", text.toString()))));
        String answer = PROVIDER.complete(prompt(long_, 10_000), piece -> {}).text();
        assertThat(text).contains(answer.substring(0, answer.indexOf(" [")));
    }

    @Test
    void quotesNoiseByteForByte() throws InterruptedException {
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            StringBuilder text = new StringBuilder("O custo é alto ");
            for (int i = 0; i < 80; i++) {
                text.append(random.nextInt(3) == 0 ? " " : Character.toString(random.nextInt(0x3000)));
            }
            Grounding grounding = new Grounding("Qual o custo?", found(List.of(passage("noise", text.toString()))));
            QuotedAnswer answer = ANSWERER.answer(grounding);
            assertThat(answer.sentences()).isNotEmpty().allMatch(sentence -> text.indexOf(sentence.text()) >= 0);
            assertThat(answer.spans()).allMatch(span -> text.indexOf(span.text()) >= 0);
        }
    }

    @Test
    void spansComeBestFirstAndOverDifferentWords() {
        List<Span> spans = new SpanExtractor(MODELS.extractor(), TermStatistics.NONE)
                .spans("Qual o valor que o anunciante paga?", found(PASSAGES), 5);
        assertThat(spans).hasSizeBetween(2, 5).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(spans).allMatch(span -> span.score() > 0 && span.score() <= 1);
    }
}
