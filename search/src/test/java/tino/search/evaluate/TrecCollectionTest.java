package tino.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrecCollectionTest {
    private static final String DOCUMENT = "{\"id\":\"1\",\"title\":\"Luz\",\"text\":\"Instalação\"}";

    @TempDir
    Path folder;

    @Test
    void readsDocumentsTopicsAndJudgements() throws IOException {
        TrecCollection collection =
                read(DOCUMENT + "\n\n{\"id\":\"2\",\"text\":\"b\"}\n", "q1\tquem\tfaz?\n", "q1 0 1 2\nq1\t0\t2\t0\n");
        assertThat(collection.documents().getFirst().texts()).isEqualTo(Map.of("title", "Luz", "text", "Instalação"));
        assertThat(collection.documents().get(1).texts()).isEqualTo(Map.of("text", "b"));
        assertThat(collection.topics()).isEqualTo(Map.of("q1", "quem\tfaz?"));
        assertThat(collection.judgements()).isEqualTo(Map.of("q1", Map.of("1", 2, "2", 0)));
    }

    @Test
    void namesFileLineAndExpectationOfALineItCannotRead() {
        assertThatThrownBy(() -> read("{}", "", "")).hasMessageContainingAll("docs.jsonl, line 1", "\"id\"");
        assertThatThrownBy(() -> read(DOCUMENT + "\n" + DOCUMENT, "", ""))
                .hasMessageContainingAll("line 2", "an id that no line before has");
        assertThatThrownBy(() -> read("no json", "", "")).hasMessageContaining("expected a JSON object, got: no json");
        assertThatThrownBy(() -> read(DOCUMENT, "q1 no tab", ""))
                .hasMessageContainingAll("topics.tsv, line 1", "a tab");
        assertThatThrownBy(() -> read(DOCUMENT, "q1\tt", "q1 1 2"))
                .hasMessageContainingAll("qrels.txt, line 1", "iteration");
        assertThatThrownBy(() -> TrecCollection.read(folder.resolve("none"), folder, folder))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void writesRunsAsTrecWantsThem() throws IOException {
        Path file = folder.resolve("out.run");
        TrecCollection.writeRun(file, Map.of("q1", List.of(new Ranked("d2", 1.5f), new Ranked("d1", .25f))), "tino");
        assertThat(file).hasContent("q1 Q0 d2 1 1.5 tino\nq1 Q0 d1 2 0.25 tino\n");
    }

    private TrecCollection read(String documents, String topics, String judgements) throws IOException {
        return TrecCollection.read(
                Files.writeString(folder.resolve("docs.jsonl"), documents),
                Files.writeString(folder.resolve("topics.tsv"), topics),
                Files.writeString(folder.resolve("qrels.txt"), judgements));
    }
}
