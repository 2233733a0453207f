package tino.language.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tino.language.Passage;

/**
 * A file in the format of SQuAD, version 1.1 or 2.0 ({@code is_impossible}), as corpus and questions at once: each paragraph is a passage
 * {@code TITLE#number}, a question's category is the title of its document.
 *
 * <p>Right answers are taken by their text. Where they are said to start tells only whether the file is sound: files made by hand are
 * often some letters off.
 *
 * @param misaligned answers that are in their paragraph, but not where the file says
 * @param missing answers that are not in their paragraph at all; they still count as right
 */
public record SquadFile(Benchmark benchmark, int misaligned, int missing) {

    /** @throws IllegalArgumentException naming file and place that are not so */
    public static SquadFile read(Path file) throws IOException {
        JsonReader json = JsonReader.open(file);
        Reading reading = new Reading();
        List<JsonReader> documents = json.list("data");
        for (JsonReader document : documents) {
            String title = document.text("title", document.place());
            int number = 0;
            for (JsonReader paragraph : document.list("paragraphs")) {
                reading.paragraph(paragraph, title, number++);
            }
        }
        if (reading.questions.isEmpty()) {
            throw json.expected("at least one question", json.node().path("data"));
        }
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        return new SquadFile(
                new Benchmark(
                        name, json.has("version") ? json.label("version") : "", reading.questions, reading.passages),
                reading.misaligned,
                reading.missing);
    }

    private static final class Reading {
        final List<Passage> passages = new ArrayList<>();
        final List<Benchmark.Question> questions = new ArrayList<>();
        final Set<String> ids = new HashSet<>();
        final Set<String> passageIds = new HashSet<>();
        int misaligned;
        int missing;

        void paragraph(JsonReader json, String title, int number) {
            String id = title + "#" + number;
            if (!passageIds.add(id)) {
                throw json.expected(
                        "documents with titles of their own", json.node().path("context"));
            }
            String context = json.text("context");
            passages.add(new Passage(id, title, title.replace('_', ' '), "", context, null));
            for (JsonReader question : json.list("qas")) {
                question(question, title, id, context);
            }
        }

        private void question(JsonReader json, String title, String passage, String context) {
            String id = json.label("id");
            if (!ids.add(id)) {
                throw json.expected(
                        "an \"id\" that no question before has", json.node().path("id"));
            }
            boolean answerable = !json.flag("is_impossible", false);
            List<String> right = answerable ? answers(json, context) : List.of();
            questions.add(new Benchmark.Question(
                    id,
                    json.text("question"),
                    right,
                    title,
                    "",
                    List.of(),
                    answerable ? Set.of(passage) : Set.of(),
                    answerable));
        }

        private List<String> answers(JsonReader json, String context) {
            Set<String> right = new LinkedHashSet<>();
            for (JsonReader answer : json.list("answers")) {
                String text = answer.text("text");
                right.add(text);
                if (!context.contains(text)) {
                    missing++;
                } else if (!context.startsWith(text, answer.place("answer_start"))) {
                    misaligned++;
                }
            }
            if (right.isEmpty()) {
                throw json.expected(
                        "an answer, or \"is_impossible\": true", json.node().path("answers"));
            }
            return List.copyOf(right);
        }
    }
}
