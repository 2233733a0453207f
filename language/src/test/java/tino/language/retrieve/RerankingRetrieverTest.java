package tino.language.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.learn.AnsweringModels;
import tino.language.text.TermStatistics;

/** By the shipped model. */
final class RerankingRetrieverTest {
    private static final List<Passage> PASSAGES = List.of(
            passage("a", "O ROAS mede quanto a publicidade traz de volta. Um ROAS alto é bom."),
            passage("b", "O ACOS é o custo da publicidade dividido pela receita dela."),
            passage("c", "A Black Friday é em novembro. O frete é grátis."),
            passage("d", ""));
    private static final Reranker RERANKER =
            new Reranker(AnsweringModels.shipped().reranker(), TermStatistics.of(PASSAGES));

    private static Passage passage(String id, String text) {
        return new Passage(id, id, id, "", text, null);
    }

    @Test
    void ordersByProbability() {
        try (MemoryRetriever first = new MemoryRetriever(PASSAGES)) {
            RerankingRetriever retriever = new RerankingRetriever(first, RERANKER);
            List<Retrieved> found = retriever.retrieve("O que é o ACOS?", 4);
            assertThat(found.getFirst().passage().id()).isEqualTo("b");
            assertThat(found.stream().mapToDouble(Retrieved::score).sum()).isCloseTo(1, within(1e-9));
            assertThat(retriever.retrieve("O que é o ACOS?", 1)).hasSize(1);
        }
    }

    @Test
    void whatStandsUnderTheSameQuestionComesFirst() {
        Passage byProduct = new Passage(
                "e",
                "x",
                "TACOS",
                "O TACOS pode ser calculado por produto?",
                "O TACOS pode ser calculado por produto.",
                null);
        Passage formula = new Passage(
                "f", "x", "TACOS", "Como calcular?", "É o gasto dividido pela receita total da loja.", null);
        Reranker reranker =
                new Reranker(AnsweringModels.shipped().reranker(), TermStatistics.of(List.of(byProduct, formula)));
        List<Retrieved> found = List.of(new Retrieved(byProduct, 1), new Retrieved(formula, 0));

        List<Retrieved> ranked = reranker.rerank("Como se calcula o TACOS?", found);

        assertThat(ranked.getFirst().passage()).isEqualTo(formula);
        assertThat(ranked.stream().mapToDouble(Retrieved::score).sum()).isCloseTo(1, within(1e-9));
        assertThat(reranker.rerank("Por que calcular o TACOS?", found)
                        .getFirst()
                        .passage())
                .isEqualTo(byProduct);
    }

    @Test
    void keepsWhatItGets() {
        List<Retrieved> found =
                PASSAGES.stream().map(one -> new Retrieved(one, 0)).toList();
        for (String question : List.of("", "o que é isso?", "??", "xyz \ud800", "O que é o ACOS?")) {
            assertThat(RERANKER.rerank(question, found).stream().map(Retrieved::passage))
                    .containsExactlyInAnyOrderElementsOf(PASSAGES);
        }
        assertThat(RERANKER.rerank("O que é o ACOS?", List.of())).isEmpty();
    }

    @Test
    void findsNothingInNothing() {
        try (MemoryRetriever none = new MemoryRetriever(List.of())) {
            assertThat(none.retrieve("ACOS", 3)).isEmpty();
            assertThat(new RerankingRetriever(none, RERANKER).retrieve("ACOS", 3))
                    .isEmpty();
        }
    }
}
