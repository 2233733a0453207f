package tino.language.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.Passage;
import tino.language.knowledge.CorpusPassages;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.knowledge.Rejection;
import tino.language.learn.AnsweringModels;

@NullUnmarked // a null where there should be a value fails the test by itself
class ExtractiveRespondentTest {
    private static final String ACOS =
            "O ACOS é o investimento em anúncios dividido pela receita das vendas que eles trouxeram.";

    @Test
    void answersFromTheDocumentsOfAFolder(@TempDir Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("metricas"));
        Files.writeString(folder.resolve("metricas/acos.md"), "# ACOS\n\n" + ACOS + "\n");
        Files.writeString(folder.resolve("metricas/copia.md"), "# ACOS\n\n" + ACOS + "\n");
        Files.writeString(
                folder.resolve("frete.md"), "# Frete\n\nO frete grátis é pago pelo vendedor acima de R$ 79.\n");
        Files.writeString(folder.resolve("fake.pdf"), "PK not a PDF");
        CorpusPassages corpus = CorpusPassages.ofFolder(folder, KnowledgeSettings.STANDARD);
        assertThat(corpus.passages())
                .extracting(Passage::source)
                .containsExactlyInAnyOrder("frete.md", "metricas/acos.md");
        assertThat(corpus.rejections()).extracting(Rejection::document).containsExactly("fake.pdf");

        try (ExtractiveRespondent respondent =
                new ExtractiveRespondent(corpus.passages(), AnsweringModels.shipped(), 5, 0)) {
            Answered answered = respondent.answer(
                    AnswerEvaluationTest.question("1", "O que é o ACOS?", "x", "", "metricas/acos.md"));
            assertThat(answered.text()).isEqualTo(ACOS + " [1]");
            assertThat(answered.brief()).isEqualTo(answered.text());
            assertThat(answered.citations())
                    .singleElement()
                    .satisfies(
                            citation -> assertThat(citation.passage().source()).isEqualTo("metricas/acos.md"));
            assertThat(answered.refused()).isFalse();
            assertThat(answered.millis()).isPositive();
        }
        try (ExtractiveRespondent respondent =
                new ExtractiveRespondent(corpus.passages(), AnsweringModels.shipped(), 5, 1)) {
            assertThat(respondent.answer(AnswerEvaluationTest.question("2", "Quem venceu a Copa?", "", "", "")))
                    .returns(true, Answered::refused)
                    .returns("", Answered::text);
        }
        assertThatThrownBy(() -> new ExtractiveRespondent(List.of(), AnsweringModels.shipped(), 5, .5))
                .hasMessageContaining("got 0 passages");
    }
}
