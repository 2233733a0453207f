package tino.language.evaluate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results on disk: JSON lines with a {@code kind}. The first is {@code evaluation}, what was judged on what; then a {@code question} each; the
 * last is the {@code summary}, without which a file is not whole.
 */
public final class EvaluationFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final String KIND = "kind";
    private static final String EVALUATION = "evaluation";
    private static final String QUESTION = "question";
    private static final String SUMMARY = "summary";
    private static final int SHOWN = 80;

    private EvaluationFile() {}

    public static void write(EvaluationResult result, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            line(out, EVALUATION, result.head());
            for (QuestionResult question : result.questions()) {
                line(out, QUESTION, new Line(question));
            }
            line(out, SUMMARY, result.summary());
        }
    }

    /** So that a question's text does not stand where its kind does. */
    private record Line(QuestionResult result) {}

    private static void line(BufferedWriter out, String kind, Object value) throws IOException {
        ObjectNode line = JSON.createObjectNode().put(KIND, kind);
        line.setAll((ObjectNode) JSON.valueToTree(value));
        out.write(JSON.writeValueAsString(line));
        out.write('\n');
    }

    /** @throws IllegalArgumentException naming file and line that are not so, or that it ends before it is whole */
    public static EvaluationResult read(Path file) throws IOException {
        EvaluationResult.@Nullable Head head = null;
        List<QuestionResult> questions = new ArrayList<>();
        Summary summary = null;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            try {
                JsonNode json = JSON.readTree(line);
                switch (json.path(KIND).asString("")) {
                    case EVALUATION -> head = JSON.treeToValue(json, EvaluationResult.Head.class);
                    case QUESTION ->
                        questions.add(JSON.treeToValue(json, Line.class).result());
                    case SUMMARY -> summary = JSON.treeToValue(json, Summary.class);
                    default -> throw new IllegalArgumentException("no known \"kind\"");
                }
            } catch (JacksonException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        file + ", line " + number + ": expected a line of an evaluation's result, got: "
                                + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line),
                        e);
            }
        }
        if (head == null || summary == null || summary.questions() != questions.size()) {
            throw new IllegalArgumentException(file + ": expected a head, the questions and their summary, got "
                    + number + " lines with " + questions.size() + " questions. Maybe the file was cut off.");
        }
        return new EvaluationResult(head, questions, summary);
    }
}
