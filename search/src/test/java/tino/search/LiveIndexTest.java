package tino.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.lucene.LuceneEngine;

final class LiveIndexTest {
    private static final IndexSchema SCHEMA = new IndexSchema(
            "trades",
            "pt",
            Map.of("title", 3f, "description", 1f),
            List.of("title", "description"),
            Set.of("category"),
            Set.of("price"));

    private static final List<Document> TRADES = List.of(
            trade("1", "Eletricista residencial", "Instalação elétrica, quadros de luz e tomadas", "casa", 120),
            trade("2", "Encanador", "Conserto de vazamentos, canos e torneiras", "casa", 90),
            trade("3", "Professora de inglês", "Aulas particulares de inglês para viagem", "aulas", 70),
            trade("4", "Advogado trabalhista", "Causas de rescisão e horas extras", "direito", 400));

    @TempDir
    Path home;

    @Test
    void findsByTextAndMeaningUnderFiltersAfterARebuild() {
        try (LiveIndex index = open()) {
            assertThat(index.state()).isEqualTo(new LiveIndex.State.Empty());
            index.rebuild(TRADES::stream, RebuildProgress.SILENT);

            assertThat(index.state()).isEqualTo(new LiveIndex.State.Ready());
            List<Hit> hits = index.search("ELETRICA", List.of(), 10);
            assertThat(hits.getFirst().document()).isEqualTo(TRADES.getFirst());
            assertThat(hits.getFirst().text()).isPositive();
            assertThat(hits.getFirst().similarity()).isBetween(.5, 1.0);
            assertThat(index.search("eletricista", List.of(new Filter.Keyword("category", "aulas")), 10))
                    .extracting(hit -> hit.document().id())
                    .containsExactly("3");
            assertThat(index.search("conserto", List.of(new Filter.Range("price", 0, 80)), 10))
                    .extracting(hit -> hit.document().id())
                    .containsExactly("3");
        }
    }

    @Test
    void keepsWhatWasCommittedOverARestart() {
        try (LiveIndex index = open()) {
            index.rebuild(TRADES::stream, RebuildProgress.SILENT);
            index.put(List.of(trade("5", "Pintor", "Pintura de paredes", "casa", 50)));
            index.delete(List.of("4"));
            index.refresh();
            assertThat(index.get(List.of("4", "5", "1")))
                    .extracting(Document::id)
                    .containsExactly("5", "1");
            index.commit();
        }
        try (LiveIndex index = open()) {
            assertThat(index.size()).isEqualTo(4);
            assertThat(index.search("pintura", List.of(), 1)
                            .getFirst()
                            .document()
                            .id())
                    .isEqualTo("5");
        }
    }

    @Test
    void refusesASecondProcess() {
        try (LiveIndex index = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another process");
            assertThat(index.size()).isZero();
        }
    }

    @Test
    void saysWhatIsWrongWithADamagedIndexAndRecoversByARebuild() throws Exception {
        try (LiveIndex index = open()) {
            index.rebuild(TRADES::stream, RebuildProgress.SILENT);
        }
        try (Stream<Path> files = Files.walk(home)) {
            Path vectors = files.filter(file ->
                            file.toString().endsWith(".vec") || file.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(vectors);
            bytes[bytes.length / 2] ^= 1;
            Files.write(vectors, bytes);
        }
        try (LiveIndex index = open()) {
            assertThat(index.state()).isInstanceOf(LiveIndex.State.Unreadable.class);
            assertThatThrownBy(() -> index.search("luz", List.of(), 1))
                    .isInstanceOf(IndexUnreadable.class)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining(home.toString())
                    .hasMessageContaining("tino index rebuild");
            index.rebuild(TRADES::stream, RebuildProgress.SILENT);
            assertThat(index.search("luz", List.of(), 1)).hasSize(1);
        }
    }

    private LiveIndex open() {
        return LiveIndex.open(
                home,
                SCHEMA,
                CorpusEmbedder.source(CorpusSettings.standard("pt")),
                LuceneEngine.STANDARD,
                new SimpleMeterRegistry());
    }

    private static Document trade(String id, String title, String description, String category, double price) {
        return new Document(
                id,
                Map.of("title", title, "description", description),
                Map.of("category", category),
                Map.of("price", price),
                new GeoPoint(-23.55, -46.63));
    }
}
