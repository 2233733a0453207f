package tino.language.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A benchmark written by hand, in JSON:
 *
 * <pre>
 * {"name": "Retail media", "version": "1.0", "questions": [
 *   {"id": "rm001", "question": "O que é ACOS?", "reference_answer": "ACOS é …", "category": "metrics", "difficulty": "easy",
 *    "keywords": ["ACOS", "custo"], "sources": ["metricas/acos.md"], "answerable": true}]}
 * </pre>
 *
 * {@code sources} are paths of the corpus, any passage of which holds the answer. The {@code reference_answer} of a question that
 * is not {@code answerable} is not read. {@code category}, {@code difficulty}, {@code keywords}, {@code sources} and {@code answerable} (true) may be left
 * out; other keys are passed over.
 */
public final class BenchmarkFile {
    private BenchmarkFile() {}

    /** @throws IllegalArgumentException naming file and place that are not so */
    public static Benchmark read(Path file) throws IOException {
        return read(JsonReader.open(file));
    }

    /**
     * A benchmark that is not a file of its own.
     *
     * @param name for messages
     */
    public static Benchmark read(String name, byte[] content) {
        return read(JsonReader.of(name, content));
    }

    private static Benchmark read(JsonReader json) {
        List<Benchmark.Question> questions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonReader question : json.list("questions")) {
            Benchmark.Question read = question(question);
            if (!ids.add(read.id())) {
                throw question.expected(
                        "an \"id\" that no question before has", question.node().path("id"));
            }
            questions.add(read);
        }
        if (questions.isEmpty()) {
            throw json.expected("at least one question", json.node().path("questions"));
        }
        return new Benchmark(json.text("name"), json.label("version"), questions, List.of());
    }

    private static Benchmark.Question question(JsonReader json) {
        boolean answerable = json.flag("answerable", true);
        return new Benchmark.Question(
                json.label("id"),
                json.text("question"),
                answerable ? List.of(json.text("reference_answer")) : List.of(),
                json.text("category", ""),
                json.text("difficulty", ""),
                json.texts("keywords"),
                Set.copyOf(json.texts("sources")),
                answerable);
    }
}
