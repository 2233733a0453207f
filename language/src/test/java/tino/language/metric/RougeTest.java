package tino.language.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tino.lifecycle.dataset.RealData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against google-research's {@code rouge_score}: the values of its tests, which are those of ROUGE 1.5.5, and more of its outputs. */
class RougeTest {
    private static final double FIVE_DECIMALS = 5e-6;

    @Test
    void hasTheValuesOfRouge155() throws IOException {
        Path golden = RealData.folder("golden/rouge");
        List<String> targets = Files.readAllLines(golden.resolve("target.txt"));
        List<String> predictions = Files.readAllLines(golden.resolve("prediction.txt"));
        Rouge first = Rouge.of(targets.get(0), predictions.get(0), RougeWords.ORIGINAL);
        Rouge second = Rouge.of(targets.get(1), predictions.get(1), RougeWords.ORIGINAL);
        is(first.rouge1(), .68750, .40741, .51163);
        is(second.rouge1(), .65385, .40476, .50000);
        is(first.rouge2(), .53333, .30769, .39024);
        is(second.rouge2(), .48000, .29268, .36364);
        is(first.rougeL(), .68750, .40741, .51163);
        is(second.rougeL(), .65385, .40476, .50000);
        is(
                Rouge.of(targets.get(1), predictions.get(1), RougeWords.ORIGINAL_STEMMED)
                        .rouge1(),
                .69231,
                .42857,
                .52941);
        is(
                Rouge.of(
                                Files.readString(golden.resolve("target_multi.0.txt")),
                                Files.readString(golden.resolve("prediction_multi.0.txt")),
                                RougeWords.ORIGINAL_STEMMED)
                        .rougeLsum(),
                .66667,
                .36538,
                .47205);
    }

    /**
     * Means of {@code rouge_score} (with NLTK 3.8's stemmer) over the 210 pairs of neighbouring paragraphs of FaQuAD's {@code dataset.json}, the
     * first as target, a new line behind each full stop.
     */
    @Test
    void agreesWithTheOriginalOnPortugueseParagraphs() throws IOException {
        List<Rouge> plain = new ArrayList<>();
        List<Rouge> stemmed = new ArrayList<>();
        JsonNode data = JsonMapper.shared()
                .readTree(Files.readString(RealData.folder("faquad").resolve("dataset.json")))
                .path("data");
        for (JsonNode document : data) {
            List<String> paragraphs = new ArrayList<>();
            document.path("paragraphs")
                    .forEach(paragraph ->
                            paragraphs.add(paragraph.path("context").asString().replace(". ", ".\n")));
            for (int i = 1; i < paragraphs.size(); i++) {
                plain.add(Rouge.of(paragraphs.get(i - 1), paragraphs.get(i), RougeWords.ORIGINAL));
                stemmed.add(Rouge.of(paragraphs.get(i - 1), paragraphs.get(i), RougeWords.ORIGINAL_STEMMED));
            }
        }
        assertThat(plain).hasSize(210);
        means(plain, Rouge::rouge1, 0.3389585421853908, 0.33932923444933105, 0.32121814428982987);
        means(plain, Rouge::rouge2, 0.07865017597173678, 0.08011064961487313, 0.07481375011662104);
        means(plain, Rouge::rougeL, 0.18919662214022542, 0.1891308783221374, 0.1780770328134271);
        means(plain, Rouge::rougeLsum, 0.28877117141203307, 0.2882493607316002, 0.2730686627550676);
        means(stemmed, Rouge::rouge1, 0.3500238483347687, 0.35089482063971694, 0.3319149869002205);
        means(stemmed, Rouge::rouge2, 0.08242240498874927, 0.08420604799292164, 0.0785432577118885);
        means(stemmed, Rouge::rougeL, 0.1932253180721491, 0.19345219363934227, 0.18201695401791554);
        means(stemmed, Rouge::rougeLsum, 0.29697681270338194, 0.2967649568560462, 0.2809771821648095);
    }

    /** Section 3.2 of the paper: the union of 1 2 and 1 3 5 covers four of five words. */
    @Test
    void unitesTheSubsequencesOfSentencesAsInThePaper() {
        is(
                Rouge.of("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", RougeWords.ORIGINAL)
                        .rougeLsum(),
                .4,
                .8,
                .533333);
    }

    @Test
    void isZeroWhereATextHasNoWords() {
        for (String[] pair : new String[][] {{"testing one two", ""}, {"", "w1"}, {"w1 w2", "/"}, {"", ""}}) {
            assertThat(Rouge.of(pair[0], pair[1], RougeWords.ORIGINAL))
                    .isEqualTo(new Rouge(Score.NONE, Score.NONE, Score.NONE, Score.NONE));
        }
    }

    @Test
    void countsARepeatedWordOnlyAsOftenAsTheReferenceHasIt() {
        is(Rouge.of("o custo caiu", "custo custo custo", RougeWords.PORTUGUESE).rouge1(), 1 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    @Test
    void takesTheNearestOfSeveralReferences() {
        Rouge best = Rouge.best(List.of("outra coisa", "o custo da venda"), "custo da venda", RougeWords.PORTUGUESE);
        is(best.rouge1(), 1, .75, 6 / 7.0);
        assertThatThrownBy(() -> Rouge.best(List.of(), "custo", RougeWords.PORTUGUESE))
                .hasMessageContaining("at least one reference");
    }

    @Test
    void keepsAccentsInPortugueseAndCutsAtThemInTheOriginal() {
        assertThat(RougeWords.ORIGINAL.of("É a avaliação.")).containsExactly("a", "avalia", "o");
        assertThat(RougeWords.PORTUGUESE.of("É a avaliação do anúncio-2."))
                .containsExactly("é", "a", "avaliação", "do", "anúncio", "2");
        // The same word with a combining accent.
        assertThat(RougeWords.PORTUGUESE.of("e\u0301")).containsExactly("é");
        assertThat(RougeWords.PORTUGUESE.of("e é")).doesNotHaveDuplicates();
    }

    @Test
    void stemsPortugueseInflections() {
        assertThat(RougeWords.PORTUGUESE_STEMMED.of("vendas")).isEqualTo(RougeWords.PORTUGUESE_STEMMED.of("venda"));
        assertThat(RougeWords.PORTUGUESE_STEMMED.of("e é")).doesNotHaveDuplicates();
        assertThat(Rouge.of("as vendas aumentaram", "a venda aumentou", RougeWords.PORTUGUESE_STEMMED)
                        .rouge1()
                        .f1())
                .isGreaterThan(Rouge.of("as vendas aumentaram", "a venda aumentou", RougeWords.PORTUGUESE)
                        .rouge1()
                        .f1());
    }

    private static void means(
            List<Rouge> all, Function<Rouge, Score> measure, double precision, double recall, double f1) {
        assertThat(all.stream()
                        .mapToDouble(one -> measure.apply(one).precision())
                        .average())
                .hasValueCloseTo(precision, within(1e-12));
        assertThat(all.stream().mapToDouble(one -> measure.apply(one).recall()).average())
                .hasValueCloseTo(recall, within(1e-12));
        assertThat(all.stream().mapToDouble(one -> measure.apply(one).f1()).average())
                .hasValueCloseTo(f1, within(1e-12));
    }

    private static void is(Score score, double precision, double recall, double f1) {
        assertThat(score.precision()).isCloseTo(precision, within(FIVE_DECIMALS));
        assertThat(score.recall()).isCloseTo(recall, within(FIVE_DECIMALS));
        assertThat(score.f1()).isCloseTo(f1, within(FIVE_DECIMALS));
    }
}
