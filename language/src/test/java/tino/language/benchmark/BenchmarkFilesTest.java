package tino.language.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.language.Passage;
import tino.lifecycle.dataset.RealData;

@NullUnmarked // a null where there should be a value fails the test by itself
class BenchmarkFilesTest {
    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("f.json"), json.replace('\'', '"'));
    }

    @Test
    void readsABenchmark() throws IOException {
        Benchmark benchmark = BenchmarkFile.read(file("""
                {'name': 'Retail Media Benchmark', 'version': '1.0', 'note': 'passed over', 'questions': [
                  {'id': 'rm001', 'question': 'O que é ACOS?', 'reference_answer': 'ACOS é a métrica.', 'category': 'metrics',
                   'difficulty': 'easy', 'keywords': ['ACOS', 'custo'], 'sources': ['metricas/acos.md']},
                  {'id': 'rm002', 'question': 'Quem venceu?', 'reference_answer': '', 'answerable': false}]}
                """));
        assertThat(benchmark.name()).isEqualTo("Retail Media Benchmark");
        assertThat(benchmark.version()).isEqualTo("1.0");
        assertThat(benchmark.corpus()).isEmpty();
        assertThat(benchmark.questions())
                .containsExactly(
                        new Benchmark.Question(
                                "rm001",
                                "O que é ACOS?",
                                List.of("ACOS é a métrica."),
                                "metrics",
                                "easy",
                                List.of("ACOS", "custo"),
                                Set.of("metricas/acos.md"),
                                true),
                        new Benchmark.Question("rm002", "Quem venceu?", List.of(), "", "", List.of(), Set.of(), false));
    }

    @Test
    void hashesTheContentNotTheLayout() throws IOException {
        String one = "{'id': 'a', 'question': 'O quê?', 'reference_answer': 'Isto.'}";
        String hash = BenchmarkFile.read(file("{'name': 'n', 'version': '1', 'questions': [" + one + "]}"))
                .hash();
        assertThat(hash).hasSize(64);
        assertThat(BenchmarkFile.read(file("{'version': '1',\n 'questions': [" + one + "], 'name': 'n'}"))
                        .hash())
                .isEqualTo(hash);
        assertThat(BenchmarkFile.read(file(
                                "{'name': 'n', 'version': '1', 'questions': [" + one.replace("Isto", "Isso") + "]}"))
                        .hash())
                .isNotEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | expected JSON",
                "{'name': 'n', 'version': '1'} | f.json: expected \"questions\" with a list, got: nothing",
                "{'name': 'n', 'version': '1', 'questions': []} | f.json: expected at least one question, got: []",
                "{'name': 'n', 'questions': [{'id': 'a', 'question': 'q', 'reference_answer': 'r'}]} | f.json: expected \"version\" with a text, got: nothing",
                "{'questions': [{'id': 'a', 'question': 'q'}]} | questions[0]: expected \"reference_answer\" with a text, got: nothing",
                "{'questions': [{'id': true}]} | questions[0]: expected \"id\" with a text, got: true",
                "{'questions': [{'id': 'a', 'question': ' '}]} | questions[0]: expected \"question\" with a text, got: \" \"",
                "{'questions': [{'id': 'a', 'question': 'q', 'reference_answer': 'r', 'answerable': 'no'}]} | to be true or false, got: \"no\"",
                "{'questions': [{'id': 'a', 'question': 'q', 'reference_answer': 'r', 'sources': ['s', 1]}]} | questions[0].sources[1]: expected a text, got: 1",
                "{'questions': [{'id': 'a', 'question': 'q', 'answerable': false}, {'id': 'a', 'question': 'q', 'answerable': false}]} | questions[1]: expected an \"id\" that no question before has, got: \"a\"",
            })
    void saysWhatIsWrongWithABenchmarkAndWhere(String json, String message) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> BenchmarkFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void readsSquadOfBothVersions() throws IOException {
        Squad squad = Squad.read(file("""
                {'version': 'v2.0', 'data': [{'title': 'Lojas_do_Sul', 'paragraphs': [
                  {'context': 'A margem é 20%. O lucro caiu.', 'qas': [
                    {'id': '1', 'question': 'Qual a margem?', 'is_impossible': false,
                     'answers': [{'text': '20%', 'answer_start': 11}, {'text': 'é 20%', 'answer_start': 3}, {'text': 'vinte', 'answer_start': 1}]},
                    {'id': '2', 'question': 'Quem comprou?', 'is_impossible': true, 'answers': [],
                     'plausible_answers': [{'text': 'O lucro', 'answer_start': 16}]}]},
                  {'context': 'Outro.', 'qas': []}]}]}
                """));
        assertThat(squad.misaligned()).isEqualTo(1);
        assertThat(squad.missing()).isEqualTo(1);
        assertThat(squad.benchmark().version()).isEqualTo("v2.0");
        assertThat(squad.questions())
                .extracting(Squad.Asked::passage)
                .containsExactly("Lojas_do_Sul#0", "Lojas_do_Sul#0");
        assertThat(squad.benchmark().corpus())
                .extracting(Passage::id, Passage::source, Passage::title)
                .containsExactly(
                        tuple("Lojas_do_Sul#0", "Lojas_do_Sul", "Lojas do Sul"),
                        tuple("Lojas_do_Sul#1", "Lojas_do_Sul", "Lojas do Sul"));
        assertThat(squad.benchmark().questions())
                .containsExactly(
                        new Benchmark.Question(
                                "1",
                                "Qual a margem?",
                                List.of("20%", "é 20%", "vinte"),
                                "Lojas_do_Sul",
                                "",
                                List.of(),
                                Set.of("Lojas_do_Sul#0"),
                                true),
                        new Benchmark.Question(
                                "2", "Quem comprou?", List.of(), "Lojas_do_Sul", "", List.of(), Set.of(), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | expected \"data\" with a list, got: nothing",
                "{'data': [{'title': 't', 'paragraphs': [{'qas': []}]}]} | data[0].paragraphs[0]: expected \"context\" with a text, got: nothing",
                "{'data': [ | line 1, column 11: expected JSON, got: Unexpected end-of-input: expected close marker for Array",
                "{'data': [{'title': 't', 'paragraphs': []}]} | expected at least one question",
                "{'data': [{'title': 't', 'paragraphs': [{'context': 'c', 'qas': [{'id': '1', 'question': 'q', 'is_impossible': true}, {'id': '1', 'question': 'r', 'is_impossible': true}]}]}]} | qas[1]: expected an \"id\" that no question before has, got: \"1\"",
                "{'data': [{'paragraphs': [{'context': 'c', 'qas': [{'id': '1', 'question': 'q', 'answers': []}]}]}]} | data[0].paragraphs[0].qas[0]: expected an answer, or \"is_impossible\": true, got: []",
            })
    void saysWhatIsWrongWithASquadFileAndWhere(String json, String message) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> Squad.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void goesOnCountingWhereTwoDocumentsHaveOneTitle() throws IOException {
        Squad squad = Squad.read(file("""
                {'data': [{'title': 't', 'paragraphs': [{'context': 'c', 'qas': []}, {'context': 'd', 'qas': []}]},
                  {'title': 't', 'paragraphs': [{'context': 'e', 'qas': [{'id': '1', 'question': 'q', 'answers': [{'text': 'e'}]}]}]}]}
                """));
        assertThat(squad.passages()).extracting(Passage::id).containsExactly("t#0", "t#1", "t#2");
        assertThat(squad.questions()).extracting(Squad.Asked::passage).containsExactly("t#2");
    }

    /** Counted by a script in Python over the same file: 33 of 1,541 offsets are wrong, one answer is in no such paragraph. */
    @Test
    void findsFaQuadsMisalignedAnswers() throws IOException {
        Squad squad = Squad.read(RealData.folder("faquad").resolve("dataset.json"));
        assertThat(squad.benchmark().questions()).hasSize(900);
        assertThat(squad.benchmark().corpus()).hasSize(249);
        assertThat(squad.misaligned()).isEqualTo(32);
        assertThat(squad.missing()).isEqualTo(1);
    }
}
