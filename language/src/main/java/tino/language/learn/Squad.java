package tino.language.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tino.language.Passage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passages and questions of a file in the format of SQuAD (Rajpurkar et al. 2016; with {@code is_impossible}, of version 2). A document's
 * title becomes its passages' source and title.
 */
public record Squad(List<Passage> passages, List<Asked> questions) {

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

    /** @throws IOException if the file cannot be read or has another shape, saying which part */
    public static Squad read(Path file) throws IOException {
        try {
            return of(JsonMapper.shared().readTree(Files.readAllBytes(file)), file.toString());
        } catch (JacksonException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Squad of(JsonNode root, String file) throws IOException {
        JsonNode data = root.path("data");
        if (!data.isArray()) {
            throw new IOException(file + " has no array 'data': expected the format of SQuAD");
        }
        List<Passage> passages = new ArrayList<>();
        List<Asked> questions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int document = 0; document < data.size(); document++) {
            JsonNode article = data.get(document);
            String source = article.path("title").asString("document " + document);
            int number = 0;
            for (JsonNode paragraph : article.path("paragraphs")) {
                String where = file + ", document '" + source + "', paragraph " + number;
                if (!paragraph.path("context").isString()) {
                    throw new IOException(where + " has no text 'context'");
                }
                String id = source + "#" + number++;
                String text = paragraph.path("context").stringValue();
                passages.add(new Passage(id, source, source.replace('_', ' '), "", text, null));
                for (JsonNode qa : paragraph.path("qas")) {
                    questions.add(asked(qa, id, where, ids));
                }
            }
        }
        return new Squad(passages, questions);
    }

    private static Asked asked(JsonNode qa, String passage, String where, Set<String> ids) throws IOException {
        if (!qa.path("question").isString()) {
            throw new IOException(where + " has a question without the text 'question'");
        }
        String id = qa.path("id").asString(passage + "?" + ids.size());
        if (!ids.add(id)) {
            throw new IOException(where + " has a second question with the id '" + id + "'");
        }
        Set<String> answers = new LinkedHashSet<>();
        if (!qa.path("is_impossible").asBoolean(false)) {
            for (JsonNode answer : qa.path("answers")) {
                answers.add(answer.path("text").asString(""));
            }
            answers.remove("");
        }
        return new Asked(id, qa.path("question").stringValue(), passage, List.copyOf(answers));
    }
}
