package tino.language.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tino.language.Passage;

/**
 * Passages and questions of a file in the format of SQuAD (Rajpurkar et al. 2016), version 1.1 or 2.0 ({@code is_impossible}): each paragraph
 * is a passage {@code TITLE#number}, a document's title is its passages' source and title. Documents of one title are one in several pieces.
 *
 * <p>Right answers are taken by their text. Where they are said to start tells only whether the file is sound: files made by hand are
 * often some letters off.
 *
 * @param name of the file
 * @param version as the file says; may be empty
 * @param misaligned answers that are in their paragraph, but not where the file says
 * @param missing answers that are not in their paragraph at all; they still count as right
 */
public record Squad(
        String name, String version, List<Passage> passages, List<Asked> questions, int misaligned, int missing) {

    /**
     * A question.
     *
     * @param passage id of the passage it was asked about
     * @param answers texts that count as right, without repeats; empty where the passage holds no answer
     */
    public record Asked(String id, String text, String passage, List<String> answers) {
        public Asked {
            answers = List.copyOf(answers);
        }
    }

    public Squad {
        passages = List.copyOf(passages);
        questions = List.copyOf(questions);
    }

    /** @throws IllegalArgumentException naming file and place that are not so */
    public static Squad read(Path file) throws IOException {
        JsonReader json = JsonReader.open(file);
        Reading reading = new Reading();
        for (JsonReader document : json.list("data")) {
            String title = document.text("title", document.place());
            for (JsonReader paragraph : document.list("paragraphs")) {
                reading.paragraph(paragraph, title);
            }
        }
        if (reading.questions.isEmpty()) {
            throw json.expected("at least one question", json.node().path("data"));
        }
        return new Squad(
                Objects.requireNonNullElse(file.getFileName(), file).toString(),
                json.has("version") ? json.label("version") : "",
                reading.passages,
                reading.questions,
                reading.misaligned,
                reading.missing);
    }

    /** The same as a benchmark that brings its corpus; a question's category is the title of its document. */
    public Benchmark benchmark() {
        Map<String, String> sources = new HashMap<>();
        passages.forEach(passage -> sources.put(passage.id(), passage.source()));
        return new Benchmark(
                name,
                version,
                questions.stream()
                        .map(asked -> new Benchmark.Question(
                                asked.id(),
                                asked.text(),
                                asked.answers(),
                                sources.getOrDefault(asked.passage(), ""),
                                "",
                                List.of(),
                                asked.answers().isEmpty() ? Set.of() : Set.of(asked.passage()),
                                !asked.answers().isEmpty()))
                        .toList(),
                passages);
    }

    private static final class Reading {
        final List<Passage> passages = new ArrayList<>();
        final List<Asked> questions = new ArrayList<>();
        final Set<String> ids = new HashSet<>();
        final Map<String, Integer> paragraphs = new HashMap<>();
        int misaligned;
        int missing;

        void paragraph(JsonReader json, String title) {
            // FaQuAD's train.json has two documents of one title.
            String id = title + "#" + (paragraphs.merge(title, 1, Integer::sum) - 1);
            String context = json.text("context");
            passages.add(new Passage(id, title, title.replace('_', ' '), "", context, null));
            for (JsonReader question : json.list("qas")) {
                question(question, id, context);
            }
        }

        private void question(JsonReader json, String passage, String context) {
            String id = json.label("id");
            if (!ids.add(id)) {
                throw json.expected(
                        "an \"id\" that no question before has", json.node().path("id"));
            }
            List<String> right = json.flag("is_impossible", false) ? List.of() : answers(json, context);
            questions.add(new Asked(id, json.text("question"), passage, right));
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
