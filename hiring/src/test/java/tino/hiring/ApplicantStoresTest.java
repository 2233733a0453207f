package tino.hiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.hiring.feature.Features;
import tino.hiring.gold.Gold;
import tino.hiring.label.Labels;
import tino.hiring.raw.Ingest;
import tino.hiring.raw.Kind;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.privacy.Subjects;
import tools.jackson.databind.JsonNode;

/** Ana is there twice and in what could not be taken; Bia is there once. Ana is forgotten. */
@NullUnmarked // a null where there should be a value fails the test by itself
class ApplicantStoresTest {
    @TempDir
    private Path home;

    private final Database database = TestDatabase.fresh("lifecycle", "hiring");
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));
    private Erasures erasures;

    @AfterEach
    void close() {
        database.close();
    }

    @BeforeEach
    void fill() throws IOException {
        Pseudonyms pseudonyms = Pseudonyms.of(home);
        erasures =
                new Erasures(database, pseudonyms, ApplicantStores.of(database).all(), home, clock);
        Path files = Files.createTempDirectory("files");
        Ingest ingest = new Ingest(database, clock);
        ingest.read(Kind.APPLICANTS, Files.writeString(files.resolve("a.json"), """
                        {"31001": {"infos_basicas": {"nome": "Ana", "email": "ana.souza.exemplo@empresa.com.br"}, "cv_pt": "a"},
                         "31777": {"infos_basicas": {"nome": "Ana S.", "email": "Ana.Souza.exemplo@empresa.com.br"}, "cv_pt": "b"},
                         "31002": {"infos_basicas": {"nome": "Bia", "email": "bia.lima.exemplo@empresa.com.br"}, "cv_pt": "c"},
                         "31001": {"infos_basicas": {"nome": "Ana again"}},
                         "31009": {"infos_basicas": {"nome": oops, "email": "ana.souza.exemplo@empresa.com.br"}}}
                        """), _ -> {});
        ingest.read(Kind.PROSPECTS, Files.writeString(files.resolve("p.json"), """
                        {"5": {"titulo": "x", "prospects": [
                           {"codigo": "31001", "nome": "Ana", "situacao_candidado": "Recusado", "ultima_atualizacao": "01-02-2026"},
                           {"codigo": "31777", "nome": "Ana", "situacao_candidado": "Recusado", "ultima_atualizacao": "01-02-2026"},
                           {"codigo": "31002", "nome": "Bia", "situacao_candidado": "Recusado", "ultima_atualizacao": "01-02-2026"},
                           {"codigo": "31001", "nome": "A\\u0007na"}]},
                         "6": {"titulo": "x", "prospects": [{"codigo": "31001"}, {"codigo": "31002"} oops]},
                         "31001": {"titulo": "a vacancy of the same number", "prospects": 7},
                         "31777": {"titulo": "another", "prospects": [{"codigo": "31002"}]}}
                        """), _ -> {});
        ingest.read(
                Kind.VACANCIES,
                Files.writeString(
                        files.resolve("v.json"), "{\"31777\": {\"informacoes_basicas\": {\"titulo_vaga\": \"x\"}}}"),
                _ -> {});
        new Features(database, pseudonyms).build(_ -> {});
        new Labels(database).build(_ -> {});
        new Gold(database).build(_ -> {});
    }

    private Map<String, List<JsonNode>> export(String id) {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        erasures.subjects().export(id, new Subjects.Export() {
            private List<JsonNode> rows;

            @Override
            public void store(String name) {
                rows = new ArrayList<>();
                found.put(name, rows);
            }

            @Override
            public void row(JsonNode row) {
                rows.add(row);
            }
        });
        return found;
    }

    private List<String> codes(String table) {
        return database.sql()
                .sql("SELECT codigo FROM " + table + " ORDER BY 1")
                .query(String.class)
                .list();
    }

    @Test
    void showsEverythingOfAPersonUnderEitherCode() {
        for (String code : List.of("31001", "31777")) {
            Map<String, Integer> rows = new LinkedHashMap<>();
            export(code).forEach((store, found) -> rows.put(store, found.size()));
            assertThat(rows)
                    .isEqualTo(Map.of(
                            "hiring.persons", 0,
                            "hiring.applicants", 2,
                            "hiring.prospects", 2,
                            "hiring.features", 2,
                            "hiring.labels", 2,
                            "hiring.gold", 2,
                            "hiring.ingest", 0,
                            "hiring.rejects", 2));
        }
        assertThat(export("31001").get("hiring.applicants").getFirst().toString())
                .contains("ana.souza.exemplo");
        assertThat(export("99999")).isEmpty();
    }

    @Test
    void forgetsAPersonInEveryTableAndLeavesTheOthers() {
        UUID request = erasures.request("31777", "test").orElseThrow();
        Erasure erasure = erasures.run(request, _ -> {});
        assertThat(erasure.complete()).isTrue();
        // The vacancies of the same number are nobody; where it is in doubt whom a broken record means, its words go.
        assertThat(erasure.remains()).isEmpty();
        for (String table :
                List.of("applicants_raw", "prospects_raw", "applicants_feat", "prospects_labels", "gold_applicants")) {
            assertThat(codes(table)).as(table).isNotEmpty().containsOnly("31002");
        }
        assertThat(database.sql()
                        .sql(
                                "SELECT kind || ' ' || code || ' ' || part || ' ' || (original = '') FROM ingest_reject ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("applicants 31009 0 true", "prospects 31001 0 true", "prospects 6 0 true");
        assertThat(erasures.subjects().know("31001")).isFalse();
        assertThat(erasures.subjects().know("31002")).isTrue();
    }

    @Test
    void saysWhereAnApplicantsCodeIsLeftBehind() {
        UUID request = erasures.request("31777", "test").orElseThrow();
        database.sql()
                .sql("CREATE TABLE forgotten AS SELECT codigo FROM applicants_raw")
                .update();
        Erasure erasure = erasures.run(request, _ -> {});
        assertThat(erasure.remains()).isEqualTo(Map.of("forgotten.codigo", 2L));
    }
}
