package tino.language.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.language.Passage;
import tino.lifecycle.dataset.RealData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SupportTest {
    private static final Passage ACOS = passage(
            "acos",
            "ACOS",
            "É o investimento em anúncios dividido pela receita das vendas que eles trouxeram, em porcentagem.");
    private static final Passage GOAL = passage(
            "meta",
            "Metas",
            "Uma loja com margem de 20% não deve passar de um ACOS de 20%. O CPC médio foi de R$ 1.250,50.");

    private static Passage passage(String id, String title, String text) {
        return new Passage(id, id + ".md", title, "", text, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "custou R$ 1.500,00 | 1500",
                "custou 1500 | 1500",
                "1.000.000 de cliques | 1000000",
                "0.500 de 12.5 | 0.5 12.5",
                "subiu 12,5 % | 12.5%",
                "subiu 12,50 por cento | 12.5%",
                "de 10 a 15% | 10% 15%",
                "ROAS de 5x no B2B | 5",
                "nenhum | ''",
            })
    void readsNumbersAsBraziliansWriteThem(String text, String numbers) {
        assertThat(String.join(" ", Numbers.of(text))).isEqualTo(numbers);
    }

    @Test
    void findsWhichSentenceCitesWhat() {
        assertThat(
                        Claim.of(
                                "O ACOS é o investimento sobre a receita [1]. Segundo o Dr. Silva, a margem é 20%. [2][3] E o CPC caiu [2, 3]!"))
                .containsExactly(
                        new Claim("O ACOS é o investimento sobre a receita.", List.of(1)),
                        new Claim("Segundo o Dr. Silva, a margem é 20%.", List.of(2, 3)),
                        new Claim("E o CPC caiu!", List.of(2, 3)));
        assertThat(Claim.of("1. Defina a margem [1]\n- Reduza os lances [2]\n\nÉ isso."))
                .containsExactly(new Claim("Defina a margem", List.of(1)), new Claim("Reduza os lances", List.of(2)));
    }

    @Test
    void wantsThreeQuartersOfTheWordsAndEveryNumber() {
        List<Claim> claims = Claim.of(
                "O ACOS divide o investimento em anúncios pela receita das vendas [1]. Com margem de 20%, o ACOS não deve passar de 20% [2]."
                        + " Com margem de 25%, o ACOS não deve passar de 25% [2]. Compre criptomoedas [1].");
        CitationScore citations = CitationScore.of(claims, Map.of(1, ACOS, 2, GOAL));
        assertThat(citations).isEqualTo(new CitationScore(4, 2, 4, 2));
        assertThat(citations.precision()).isEqualTo(.5);
        assertThat(citations.recall()).isEqualTo(.5);
    }

    @Test
    void takesACitationForRightThatIsNeededBesideAnother() {
        String both =
                "O ACOS é o investimento em anúncios pela receita das vendas, e o CPC médio foi de 1.250,50 [1][2].";
        assertThat(CitationScore.of(Claim.of(both), Map.of(1, ACOS, 2, GOAL))).isEqualTo(new CitationScore(1, 1, 2, 2));
        String oneIdle = "O investimento em anúncios é dividido pela receita das vendas [1][2].";
        assertThat(CitationScore.of(Claim.of(oneIdle), Map.of(1, ACOS, 2, GOAL)))
                .isEqualTo(new CitationScore(1, 1, 2, 1));
        assertThat(CitationScore.of(Claim.of("O CPC médio foi de 1250,5 [7]."), Map.of(1, ACOS)))
                .isEqualTo(new CitationScore(1, 0, 1, 0));
    }

    @Test
    void letsAnAnswerWithoutMarksRestOnAllThatItCites() {
        assertThat(CitationScore.of(Claim.of("uma margem de 20%"), Map.of(1, ACOS, 2, GOAL)))
                .isEqualTo(new CitationScore(1, 1, 2, 1));
        assertThat(CitationScore.of(Claim.of("uma margem de 20%"), Map.of()).precision())
                .isNaN();
        assertThat(CitationScore.of(List.of(), Map.of(1, ACOS)).recall()).isNaN();
    }

    @Test
    void measuresFaithfulnessByHand() {
        // Words: loja, margem, acos are there, "lucro" is not: 3/4. Then a number that is not there: 0.
        List<Claim> claims = Claim.of("Loja, margem, ACOS, lucro. Margem de 30%.");
        Faithfulness faithfulness = Faithfulness.of(claims, List.of(GOAL));
        assertThat(faithfulness.score()).isCloseTo((.75 + 0) / 2, within(1e-12));
        assertThat(faithfulness.claims()).isEqualTo(.5);
        assertThat(faithfulness.words()).isEqualTo(4 / 5.0);
        assertThat(faithfulness.numbers()).isZero();
        assertThat(Faithfulness.of(List.of(), List.of(GOAL)).score()).isNaN();
    }

    @Test
    void findsKeywordsInAnyInflection() {
        assertThat(Keywords.recall("O custo da venda é medido.", List.of("ACOS", "custo", "vendas", "métrica")))
                .isEqualTo(.5);
        assertThat(Keywords.recall("nada", List.of())).isNaN();
    }

    @Test
    void countsRefusals() {
        Refusals refusals = Refusals.of(
                new boolean[] {true, true, true, false, false, false},
                new boolean[] {true, false, false, true, true, false});
        assertThat(refusals).isEqualTo(new Refusals(2, 1, 1, 2));
        assertThat(refusals.accuracy()).isEqualTo(4 / 6.0);
        assertThat(refusals.precision()).isEqualTo(2 / 3.0);
        assertThat(refusals.recall()).isEqualTo(2 / 3.0);
        assertThat(Refusals.of(new boolean[] {true}, new boolean[] {false}).precision())
                .isNaN();
    }

    /** Wilson's interval of 8 of 10 is .490 to .943 (Newcombe, Statistics in Medicine 17, 1998, gives the method). */
    @Test
    void meansThumbs() {
        assertThat(new HumanRating(8, 2).share(.95))
                .returns(.8, interval -> interval.mean())
                .returns(.490, interval -> Math.round(interval.low() * 1000) / 1000.0)
                .returns(.943, interval -> Math.round(interval.high() * 1000) / 1000.0);
        assertThat(new HumanRating(0, 0).share(.95).mean()).isNaN();
    }

    /** Where the bar lies: a sentence is told from another paragraph of the same document. */
    @Test
    void tellsFaQuadsParagraphsApart() throws IOException {
        JsonNode data = JsonMapper.shared()
                .readTree(Files.readString(RealData.folder("faquad").resolve("dataset.json")))
                .path("data");
        int own = 0;
        int ownHeld = 0;
        int other = 0;
        int otherHeld = 0;
        for (JsonNode document : data) {
            List<String> paragraphs = new ArrayList<>();
            document.path("paragraphs")
                    .forEach(paragraph ->
                            paragraphs.add(paragraph.path("context").asString()));
            List<Evidence> evidence = paragraphs.stream()
                    .map(text -> Evidence.of(Stream.of(text)))
                    .toList();
            for (int i = 0; i < paragraphs.size(); i++) {
                for (Claim claim : Claim.of(paragraphs.get(i))) {
                    Evidence said = Evidence.of(Stream.of(claim.text()));
                    if (said.words().size() < 3) {
                        continue;
                    }
                    for (int j = 0; j < paragraphs.size(); j++) {
                        boolean holds = Support.of(said, evidence.get(j)).holds();
                        own += i == j ? 1 : 0;
                        ownHeld += i == j && holds ? 1 : 0;
                        other += i == j ? 0 : 1;
                        otherHeld += i != j && holds ? 1 : 0;
                    }
                }
            }
        }
        System.out.printf(
                "supported by their own paragraph %d of %d, by another one %d of %d%n", ownHeld, own, otherHeld, other);
        assertThat((double) ownHeld / own).isGreaterThan(.995);
        assertThat((double) otherHeld / other).isLessThan(.02);
    }
}
