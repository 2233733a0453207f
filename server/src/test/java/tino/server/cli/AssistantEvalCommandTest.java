package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.evaluate.EvaluationFile;
import tino.language.evaluate.EvaluationResult;
import tino.language.evaluate.Measure;

/** The command as a person calls it, on a small corpus. */
final class AssistantEvalCommandTest {
    @TempDir
    private Path folder;

    private Path corpus;
    private Path benchmark;

    @BeforeEach
    void write() throws IOException {
        corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.writeString(
                corpus.resolve("acos.md"),
                "# ACOS\n\nO ACOS é o investimento em anúncios dividido pela receita das vendas que eles trouxeram.\n");
        Files.writeString(
                corpus.resolve("frete.md"), "# Frete\n\nO frete grátis é pago pelo vendedor acima de R$ 79.\n");
        benchmark = Files.writeString(folder.resolve("b.json"), """
                {"name": "Loja", "version": "1", "questions": [
                  {"id": "1", "question": "O que é o ACOS?", "reference_answer": "O investimento dividido pela receita.",
                   "category": "métricas", "sources": ["acos.md"]},
                  {"id": "2", "question": "Quem paga o frete grátis?", "reference_answer": "O vendedor", "sources": ["frete.md"]}]}
                """);
    }

    private static int eval(String... arguments) {
        List<String> line = new ArrayList<>(List.of("assistant", "eval"));
        line.addAll(List.of(arguments));
        return Commands.run(line.toArray(String[]::new));
    }

    @Test
    void judgesABenchmarkOnAFolderAndComparesWithTheResultBefore() throws IOException {
        Path out = folder.resolve("out.jsonl");
        assertThat(eval(
                        "--benchmark",
                        benchmark.toString(),
                        "--corpus",
                        corpus.toString(),
                        "--threshold",
                        "0",
                        "--out",
                        out.toString()))
                .isEqualTo(Exit.OK);
        EvaluationResult result = EvaluationFile.read(out);
        assertThat(result.summary().figure(Measure.RECALL_AT_1).mean()).isEqualTo(1);
        assertThat(result.summary().figure(Measure.CITATION_PRECISION).mean()).isEqualTo(1);
        assertThat(result.summary().all()).containsKeys("bertscore", "f1", "millis");
        assertThat(eval(
                        "--benchmark",
                        benchmark.toString(),
                        "--corpus",
                        corpus.toString(),
                        "--json",
                        "--against",
                        out.toString()))
                .isEqualTo(Exit.OK);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        String file = benchmark.toString();
        assertThat(eval("--squad", file, "--benchmark", file)).isEqualTo(Exit.USAGE);
        assertThat(eval("--squad", file, "--folds", "1")).isEqualTo(Exit.USAGE);
        assertThat(eval("--provider", "router", "--squad", file)).isEqualTo(Exit.USAGE);
        assertThat(eval("--provider", "router", "--benchmark", file, "--corpus", corpus.toString()))
                .isEqualTo(Exit.USAGE);
        assertThat(eval("--benchmark", file, "--threshold", "2")).isEqualTo(Exit.USAGE);
        assertThat(eval("--squad", folder.resolve("none.json").toString())).isEqualTo(Exit.NOT_FOUND);
        assertThat(eval("--squad", file)).isEqualTo(Exit.FAILED);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(eval("--benchmark", file, "--corpus", empty.toString())).isEqualTo(Exit.NOT_FOUND);
    }
}
