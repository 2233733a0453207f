package tino.hiring.gold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.hiring.feature.Features;
import tino.hiring.label.Labels;
import tino.hiring.raw.Ingest;
import tino.hiring.raw.Kind;
import tino.hiring.seed.HiringFiles;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.Pseudonyms;

@NullUnmarked // a null where there should be a value fails the test by itself
class GoldTest {
    @TempDir
    private Path folder;

    private final Database database = TestDatabase.fresh("lifecycle", "hiring");

    @AfterEach
    void close() {
        database.close();
    }

    private void ingest(Kind kind, Path file) throws IOException {
        new Ingest(database, InstantSource.fixed(Instant.EPOCH)).read(kind, file, _ -> {});
    }

    private Labels.Built build(String applicants, String prospects) throws IOException {
        ingest(Kind.APPLICANTS, Files.writeString(folder.resolve("a.json"), "{" + applicants + "}"));
        ingest(
                Kind.PROSPECTS,
                Files.writeString(
                        folder.resolve("p.json"),
                        "{\"1\": {\"titulo\": \"\", \"modalidade\": \"\", \"prospects\": [" + prospects + "]}}"));
        return build();
    }

    private Labels.Built build() {
        new Features(database, Pseudonyms.of(folder)).build(_ -> {});
        return new Labels(database).build(_ -> {});
    }

    private static String applicant(String code, String personal) {
        return "\"%s\": {\"infos_basicas\": {}, \"informacoes_pessoais\": {%s}}".formatted(code, personal);
    }

    private static String application(String code, String situation, String applied, String updated) {
        return "{\"codigo\": \"%s\", \"situacao_candidado\": \"%s\", \"data_candidatura\": \"%s\", \"ultima_atualizacao\": \"%s\"}"
                .formatted(code, situation, applied, updated);
    }

    private Map<String, Gold.Row> gold() {
        new Gold(database).build(_ -> {});
        Map<String, Gold.Row> rows = new java.util.LinkedHashMap<>();
        new Gold(database).read(LocalDate.of(2000, 1, 1), LocalDate.of(2100, 1, 1), row -> rows.put(row.code(), row));
        return rows;
    }

    @Test
    void hasWhomSomethingWasDecidedWithTheFirstHireOrTheLastRefusal() throws IOException {
        Labels.Built labels = build(
                String.join(
                        ",",
                        applicant("1", ""),
                        applicant("2", ""),
                        applicant("3", ""),
                        applicant("4", ""),
                        applicant("5", "")),
                String.join(
                        ",",
                        application("1", "Não Aprovado pelo RH", "01-01-2025", "02/01/2025"),
                        application("1", "Proposta Aceita", "01-02-2025", "2025-03-01"),
                        application("1", "Contratado pela Decision", "01-02-2025", "01-04-2025"),
                        application("1", "Desistiu", "01-05-2025", "01-06-2025"),
                        application("2", "Desistiu", "01-01-2025", ""),
                        application("2", "Recusado", "01-01-2025", "09-01-2025"),
                        application("2", "Prospect", "01-01-2025", "01-12-2025"),
                        application("3", "Aprovado", "01-01-2025", "01-02-2025"),
                        application("4", "Recusado", "", "00-00-0000"),
                        application("5", "Coisa Nova", "01-01-2025", "01-02-2025"),
                        application("6", "Recusado", "01-01-2025", "01-02-2025")));
        assertThat(labels).isEqualTo(new Labels.Built(11, 2, 6, 3, 1, 1));
        Map<String, Gold.Row> rows = gold();
        assertThat(rows.keySet()).containsExactly("2", "1");
        assertThat(rows.get("1").hired()).isTrue();
        assertThat(rows.get("1").decidedAt()).isEqualTo(LocalDate.of(2025, 3, 1));
        assertThat(rows.get("2").hired()).isFalse();
        assertThat(rows.get("2").decidedAt()).isEqualTo(LocalDate.of(2025, 1, 9));
        assertThat(rows.get("1").person())
                .hasSize(22)
                .isNotEqualTo(rows.get("2").person());
    }

    @Test
    void onePersonUnderTwoCodesIsOneAndGroupsAreWhatIsKnown() throws IOException {
        String refused = "Recusado";
        build(
                String.join(
                        ",",
                        applicant(
                                "1",
                                "\"cpf\": \"123.456.789-01\", \"sexo\": \"Feminino\", \"pcd\": \"Não\", \"data_nascimento\": \"01/03/1990\""),
                        applicant(
                                "2",
                                "\"cpf\": \"12345678901\", \"sexo\": \"\", \"pcd\": \"Sim\", \"data_nascimento\": \"0000-00-00\""),
                        applicant("3", "\"sexo\": \"masculino\", \"data_nascimento\": \"2024-01-01\"")),
                String.join(
                        ",",
                        application("1", refused, "", "28-02-2025"),
                        application("2", refused, "", "01-02-2025"),
                        application("3", refused, "", "01-02-2025")));
        Map<String, Gold.Row> rows = gold();
        assertThat(rows.get("1").person()).isEqualTo(rows.get("2").person());
        assertThat(rows.get("3").person()).isNotEqualTo(rows.get("1").person());
        assertThat(rows.get("1").groups()).isEqualTo(Map.of("sex", "F", "pcd", "no", "age", "25-34"));
        assertThat(rows.get("2").groups()).isEqualTo(Map.of("pcd", "yes"));
        assertThat(rows.get("3").groups()).isEqualTo(Map.of("sex", "M"));
        assertThat(rows.get("1").features()).hasSize(46).contains(Float.NaN, 0f);
    }

    @Test
    void madeAgainItIsTheSame() throws IOException {
        new HiringFiles(1_500, 6, LocalDate.of(2026, 6, 30)).write(folder, _ -> {});
        ingest(Kind.APPLICANTS, folder.resolve("applicants.json"));
        ingest(Kind.PROSPECTS, folder.resolve("prospects.json"));
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Labels.Built labels = build();
            assertThat(labels.unknown() + labels.undated()).isZero();
            Gold.Built built = new Gold(database).build(_ -> {});
            assertThat(built.applicants()).isGreaterThan(1_300);
            assertThat(built.persons()).isLessThan(built.applicants());
            assertThat(built.applicants() + built.open()).isEqualTo(1_500);
            contents.add(database.sql()
                    .sql("SELECT md5(string_agg(g::text, ';' ORDER BY codigo)) FROM gold_applicants g")
                    .query(String.class)
                    .single());
        }
        assertThat(contents.get(0)).isEqualTo(contents.get(1));
        Map<String, Gold.Row> rows = gold();
        assertThat(rows.values().stream().filter(Gold.Row::hired).count()).isBetween(250L, 500L);
        assertThat(List.copyOf(rows.values())).isSortedAccordingTo(java.util.Comparator.comparing(Gold.Row::decidedAt));
    }
}
