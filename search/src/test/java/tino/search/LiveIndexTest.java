package tino.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveIndexTest {
    @TempDir
    Path home;

    @Test
    void findsByTextAndMeaningUnderFiltersAfterARebuild() {
        try (LiveIndex index = open()) {
            assertThat(index.state()).isEqualTo(new LiveIndex.State.Empty());
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);

            assertThat(index.state()).isEqualTo(new LiveIndex.State.Ready());
            List<Hit> hits = index.search("ELETRICA", List.of(), 10);
            assertThat(hits.getFirst().document()).isEqualTo(Trades.ALL.getFirst());
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
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            index.put(List.of(Trades.trade("5", "Pintor", "Pintura de paredes", "casa", 50)));
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
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
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
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            assertThat(index.search("luz", List.of(), 1)).hasSize(1);
        }
    }

    private LiveIndex open() {
        return Trades.open(home);
    }
}
