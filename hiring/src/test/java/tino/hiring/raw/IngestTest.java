package tino.hiring.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.NamedLock;
import tino.lifecycle.database.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked // a null where there should be a value fails the test by itself
class IngestTest {
    @TempDir
    private Path folder;

    private final Database database = TestDatabase.fresh("lifecycle", "hiring");
    private final Ingest ingest = new Ingest(database, InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z")));

    @AfterEach
    void close() {
        database.close();
    }

    /** An applicant as JSON. @param more members of {@code infos_basicas}, or of the record */
    private static String applicant(String code, String basic, String cv) {
        return "\"" + code + "\": {\"infos_basicas\": {\"codigo_profissional\": \"" + code + "\"" + basic
                + "}, \"informacoes_pessoais\": {}, \"cv_pt\": "
                + JsonMapper.shared().writeValueAsString(cv) + "}";
    }

    private static String applicant(String code) {
        return applicant(code, ", \"nome\": \"Ana\"", "assistente");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file.json"), content);
    }

    private Ingest.Summary read(Kind kind, String content) throws IOException {
        return ingest.read(kind, file(content), _ -> {});
    }

    private Ingest.Summary applicants(String... records) throws IOException {
        return read(Kind.APPLICANTS, "{\n" + String.join(",\n", records) + "\n}\n");
    }

    private List<String> codes() {
        return database.sql()
                .sql("SELECT codigo FROM applicants_raw ORDER BY codigo")
                .query(String.class)
                .list();
    }

    private List<Map<String, Object>> rejects() {
        return database.sql()
                .sql("SELECT line, code, reason, problem, original FROM ingest_reject ORDER BY byte_offset, part")
                .query()
                .listOfRows();
    }

    private static void assertCounts(Ingest.Summary summary, long added, long changed, long same, long rejected) {
        assertThat(List.of(summary.added(), summary.changed(), summary.same(), summary.rejected()))
                .containsExactly(added, changed, same, rejected);
        assertThat(summary.read()).isEqualTo(added + changed + same + rejected);
    }

    @Test
    void takesEveryRecordAsItWasDelivered() throws IOException {
        String cv = "linha 1\nlinha 2\tcom \\ barra, \"aspas\", acentuação 🙂 e </p>";
        assertCounts(applicants(applicant("1"), applicant("2", "", cv)), 2, 0, 0, 0);
        assertThat(database.sql()
                        .sql("SELECT body->>'cv_pt' FROM applicants_raw WHERE codigo = '2'")
                        .query(String.class)
                        .single())
                .isEqualTo(cv);
    }

    @Test
    void theSameFileTwiceChangesNothingAndAChangedRecordReplaces() throws IOException {
        String broken = "\"3\": {\"infos_basicas\": oops}";
        assertCounts(applicants(applicant("1"), applicant("2"), broken), 2, 0, 0, 1);
        assertCounts(applicants(applicant("1"), applicant("2"), broken), 0, 0, 2, 1);
        assertThat(rejects()).hasSize(1);
        assertCounts(applicants(applicant("1", ", \"nome\": \"Bia\"", ""), applicant("2")), 0, 1, 1, 0);
        assertThat(database.sql()
                        .sql("SELECT body->'infos_basicas'->>'nome' FROM applicants_raw WHERE codigo = '1'")
                        .query(String.class)
                        .single())
                .isEqualTo("Bia");
        assertThat(database.sql()
                        .sql("SELECT count(*) FROM ingest_code")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void goesOnBehindRecordsThatAreBroken() throws IOException {
        List<String> damages = List.of(
                "\"9\": {\"infos_basicas\": {\"nome\": Ana}}",
                "\"9\": {\"infos_basicas\": {\"nome\": \"Ana}, \"cv_pt\": \"\"}", // a quote is missing
                "\"9\": {\"infos_basicas\": {\"nome\": \"Ana\", \"cv_pt\": \"\"}", // a bracket is missing
                "\"9\": {\"infos_basicas\": {\"nome\": \"Ana\"}}}", // one too many
                "\"9\": {\"infos_basicas\": {\"nome\": \"An\na\"}}", // a line break as it is
                "9: {\"infos_basicas\": {}}",
                "\"9\" {\"infos_basicas\": {}}",
                "lixo");
        for (String damage : damages) {
            Ingest.Summary summary = applicants(applicant("1"), damage, applicant("2"), applicant("3"));
            assertThat(codes()).as(damage).contains("1", "2", "3");
            assertThat(summary.rejected()).as(damage).isEqualTo(1);
            database.sql().sql("TRUNCATE applicants_raw").update();
        }
        assertThat(rejects()).allSatisfy(row -> assertThat(row.get("reason")).isIn("not_json", "not_a_record"));
    }

    @Test
    void namesLineReasonAndOriginalOfWhatItDoesNotTake() throws IOException {
        applicants(applicant("1"), "\"7\": {\"infos_basicas\": {\"nome\": Ana}}");
        assertThat(rejects()).singleElement().satisfies(row -> {
            assertThat(row.get("line")).isEqualTo(3L);
            assertThat(row.get("code")).isEqualTo("7");
            assertThat(row.get("original")).isEqualTo("\"7\": {\"infos_basicas\": {\"nome\": Ana}}");
            assertThat((String) row.get("problem")).startsWith("Expected JSON: ");
        });
    }

    @Test
    void refusesFilesThatHaveNoRecords() {
        for (String content : List.of("", "nada", "[1, 2]", "<html></html>", "\"text\"", "\0\0\0")) {
            assertThatThrownBy(() -> read(Kind.APPLICANTS, content))
                    .as(content)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("to be one JSON object with a member for each code");
        }
        assertThat(database.sql()
                        .sql("SELECT count(*) FROM ingest")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void takesWhatIsThereOfAFileThatIsCutOff() throws IOException {
        String whole = "{" + applicant("1") + ",\n" + applicant("2");
        assertCounts(read(Kind.APPLICANTS, whole.substring(0, whole.length() - 12)), 1, 0, 0, 1);
        assertCounts(read(Kind.APPLICANTS, whole), 1, 0, 1, 1);
        assertThat(rejects()).extracting(row -> row.get("reason")).containsExactlyInAnyOrder("not_json", "cut_off");
    }

    @Test
    void refusesRecordsOfAnotherShape() throws IOException {
        assertCounts(
                applicants(
                        "\"1\": 5",
                        "\"2\": []",
                        "\"3\": {}",
                        "\"4\": {\"infos_basicas\": \"Ana\"}",
                        "\"5\": {\"infos_basicas\": {}, \"cv_pt\": [1]}",
                        "\"6\": {\"titulo\": \"a vacancy\", \"prospects\": []}",
                        "\"7\": null",
                        "\"\": {\"infos_basicas\": {}}",
                        "\"a'; DROP TABLE applicants_raw; --\": {\"infos_basicas\": {}}"),
                0,
                0,
                0,
                9);
        assertThat(rejects())
                .extracting(row -> row.get("reason"))
                .containsExactly(
                        "wrong_shape",
                        "wrong_shape",
                        "wrong_shape",
                        "wrong_shape",
                        "wrong_shape",
                        "wrong_shape",
                        "wrong_shape",
                        "bad_code",
                        "bad_code");
    }

    @Test
    void theFirstOfTwoRecordsWithOneCodeCountsAlsoAcrossBatches() throws IOException {
        String[] records = new String[4_500];
        for (int i = 0; i < records.length; i++) {
            records[i] = applicant(Integer.toString(i));
        }
        records[4_400] = applicant("3", ", \"nome\": \"Bia\"", "");
        records[4_401] = applicant("4400", ", \"nome\": \"Bia\"", "");
        records[4_402] = applicant("4400", ", \"nome\": \"Caio\"", "");
        assertCounts(applicants(records), 4_498, 0, 0, 2);
        assertThat(rejects()).extracting(row -> row.get("reason")).containsOnly("duplicate");
        assertThat(rejects()).extracting(row -> row.get("code")).containsExactly("3", "4400");
        assertThat(database.sql()
                        .sql(
                                "SELECT body->'infos_basicas'->>'nome' FROM applicants_raw WHERE codigo IN ('3', '4400') ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("Ana", "Bia");
    }

    @Test
    void refusesWhatNoDatabaseStoresAndNoiseInNames() throws IOException {
        assertCounts(
                applicants(
                        applicant("1", ", \"nome\": \"An\\u0000a\"", ""),
                        applicant("2", ", \"nome\": \"" + "\\u0007".repeat(40) + "\"", ""),
                        applicant("3", ", \"email\": \"a@b.c\\r\\nBcc: x\"", ""),
                        applicant("4", ", \"local\": \"\\ud800\"", ""),
                        applicant("5", ", \"\\u0000\": 1", ""),
                        applicant("6", ", \"local\": \"\\ud83d\\ude42\"", "tab\tand\nline are text")),
                1,
                0,
                0,
                5);
        assertThat(rejects())
                .extracting(row -> row.get("reason"))
                .containsExactly("nul", "control_characters", "control_characters", "not_unicode", "nul");
        Path invalid = folder.resolve("latin1.json");
        Files.write(
                invalid,
                ("{" + applicant("8", ", \"nome\": \"José\"", "") + "}").getBytes(StandardCharsets.ISO_8859_1));
        assertCounts(ingest.read(Kind.APPLICANTS, invalid, _ -> {}), 0, 0, 0, 1);
    }

    @Test
    void numbersThatAreNoneAreGaps() throws IOException {
        applicants(applicant("1", ", \"a\": NaN, \"b\": [1, -Infinity, {\"c\": 1e999}], \"d\": 12.5", ""));
        assertThat(database.sql()
                        .sql("SELECT (body->'infos_basicas') - 'codigo_profissional' FROM applicants_raw")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"a\": null, \"b\": [1, null, {\"c\": null}], \"d\": 12.5}");
    }

    @Test
    void takesACvOfFiveMegabytesAndRefusesWhatIsLongerThanAnyRecord() throws IOException {
        assertCounts(
                applicants(
                        applicant("1", "", "palavra ".repeat(700_000)),
                        applicant("2", "", "palavra ".repeat(2_200_000)),
                        applicant("3")),
                2,
                0,
                0,
                1);
        assertThat(codes()).containsExactly("1", "3");
        assertThat(rejects()).singleElement().satisfies(row -> {
            assertThat(row.get("reason")).isEqualTo("too_long");
            assertThat(row.get("code")).isEqualTo("2");
            assertThat((String) row.get("original")).startsWith("\"2\": ").hasSizeLessThan(70_000);
        });
    }

    @Test
    void storesInjectionsAsTheTextTheyAre() throws IOException {
        for (String attack : List.of(
                "'; DROP TABLE applicants_raw; --",
                "\\.",
                "\\N\t\\\\",
                "x\n2026-03-02 ERROR forged line",
                "${jndi:ldap://x}",
                "$$; DELETE FROM ingest; $$",
                "%s%n%1$s",
                "\u001b[2J")) {
            String text = JsonMapper.shared().writeValueAsString(attack);
            String all = "\"9\": {\"infos_basicas\": {\"local\": %s, \"objetivo_profissional\": %s, \"telefone\": %s},"
                            .formatted(text, text, text)
                    + " \"informacoes_profissionais\": {\"remuneracao\": %s, \"certificacoes\": %s, \"titulo_profissional\": %s},"
                            .formatted(text, text, text)
                    + " \"formacao_e_idiomas\": {\"nivel_ingles\": %s}, \"cv_pt\": %s, \"cv_en\": %s}"
                            .formatted(text, text, text);
            applicants(all);
            assertThat(database.sql()
                            .sql("SELECT body FROM applicants_raw WHERE codigo = '9'")
                            .query(String.class)
                            .single())
                    .satisfies(body -> assertThat(JsonMapper.shared().readTree(body))
                            .isEqualTo(JsonMapper.shared()
                                    .readTree("{" + all + "}")
                                    .get("9")));
            assertCounts(
                    read(
                            Kind.PROSPECTS,
                            "{\"5\": {\"titulo\": %s, \"modalidade\": %s, \"prospects\": [{\"codigo\": \"9\", \"comentario\": %s}, {\"codigo\": %s}]}}"
                                    .formatted(text, text, text, text)),
                    attack.equals("'; DROP TABLE applicants_raw; --") ? 1 : 0,
                    attack.equals("'; DROP TABLE applicants_raw; --") ? 0 : 1,
                    0,
                    1);
        }
        assertThat(rejects()).extracting(row -> row.get("reason")).containsOnly("bad_code");
        assertThat(rejects())
                .allSatisfy(row -> assertThat((String) row.get("problem")).doesNotContain("forged", "DROP"));
    }

    @Test
    void storesApplicationsOneByOneAndKeepsTheGoodOfABadVacancy() throws IOException {
        String good = "{\"nome\": \"Ana\", \"codigo\": 1, \"situacao_candidado\": \"Inscrito\"}";
        String again = "{\"nome\": \"Ana\", \"codigo\": \"1\", \"situacao_candidado\": \"Desistiu\"}";
        String content =
                "{\"10\": {\"titulo\": \"Dev\", \"modalidade\": \"\", \"prospects\": [" + good + ", 7, {}, " + again
                        + "]},\n\"11\": {\"titulo\": \"x\", \"prospects\": {\"1\": {}}},\n\"12\": {\"titulo\": \"x\", \"prospects\": []},"
                        + "\n\"10\": {\"titulo\": \"again\", \"prospects\": [" + good + "]}}";
        assertCounts(read(Kind.PROSPECTS, content), 2, 0, 0, 4);
        assertCounts(read(Kind.PROSPECTS, content), 0, 0, 2, 4);
        assertThat(database.sql()
                        .sql(
                                "SELECT vaga || codigo || nth || titulo || (body->>'situacao_candidado') FROM prospects_raw ORDER BY nth")
                        .query(String.class)
                        .list())
                .containsExactly("1011DevInscrito", "1012DevDesistiu");
        assertThat(rejects())
                .extracting(row -> row.get("reason"))
                .containsExactly("wrong_shape", "bad_code", "wrong_shape", "duplicate");
    }

    @Test
    void knowsOnePersonUnderTwoCodes() throws IOException {
        applicants(
                "\"1\": {\"infos_basicas\": {\"email\": \" Ana@X.com\"}, \"informacoes_pessoais\": {\"cpf\": \"123.456.789-01\"}}",
                "\"2\": {\"infos_basicas\": {\"email\": \"ana@x.com \"}, \"informacoes_pessoais\": {\"cpf\": \"\"}}",
                "\"3\": {\"infos_basicas\": {}, \"informacoes_pessoais\": {\"cpf\": \"12345678901\"}}",
                "\"4\": {\"infos_basicas\": {\"email\": \"shared@x.com\"}, \"informacoes_pessoais\": {\"cpf\": 11111111112}}",
                "\"5\": {\"infos_basicas\": {\"email\": \"shared@x.com\"}, \"informacoes_pessoais\": {\"cpf\": \"11111111113\"}}",
                "\"6\": {\"infos_basicas\": {\"email\": \"shared@x.com\"}, \"informacoes_pessoais\": {\"cpf\": \"00000000000\"}}",
                "\"7\": {\"infos_basicas\": {\"email\": \"none\"}}");
        assertThat(database.sql()
                        .sql("SELECT identity FROM applicant_identity ORDER BY codigo")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "cpf:12345678901",
                        "cpf:12345678901",
                        "cpf:12345678901",
                        "cpf:11111111112",
                        "cpf:11111111113",
                        "email:shared@x.com",
                        "codigo:7");
    }

    private Path large(int records, String cv) throws IOException {
        Path file = folder.resolve("large.json");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\n");
            for (int i = 0; i < records; i++) {
                out.write((i == 0 ? "" : ",\n") + applicant(Integer.toString(i), ", \"nome\": \"Ana\"", cv));
            }
            out.write("\n}\n");
        }
        return file;
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        int records = 30_000;
        Path file = large(records, "palavra ".repeat(20));
        Process process = IngestingProcess.start(database, file, "128m");
        try (BufferedReader said = process.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.matches("[1-9]\\d*")) {
                line = said.readLine();
            }
            process.destroyForcibly().waitFor();
        }
        Ingest.Summary summary = ingest.read(Kind.APPLICANTS, file, _ -> {});
        assertThat(summary.resumedAt()).isPositive().isLessThan(Files.size(file));
        assertCounts(summary, records, 0, 0, 0);
        assertThat(codes()).hasSize(records);
    }

    @Test
    void readsFilesFarLargerThanItsMemory() throws Exception {
        Path file = large(9_000, "palavra ".repeat(1_000));
        assertThat(Files.size(file)).isGreaterThan(70_000_000);
        Process process = IngestingProcess.start(database, file, "48m");
        assertThat(process.inputReader().readAllLines().getLast()).contains("added=9000");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void onlyOneReadsAtATime() throws IOException {
        try (NamedLock _ = NamedLock.take(database, "hiring.ingest").orElseThrow()) {
            assertThatThrownBy(() -> applicants(applicant("1")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Wait until it has ended");
        }
    }
}
