package tino.search.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test collection.
 *
 * @param documents with the texts {@code text} and, where given, {@code title}
 * @param topics query texts by id
 * @param judgements by topic, then by document; above 0 is relevant
 */
public record TrecCollection(
        List<Document> documents, Map<String, String> topics, Map<String, Map<String, Integer>> judgements) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param documents one JSON object a line with {@code id}, {@code text} and optionally {@code title}
     * @param topics {@code id<TAB>text} a line
     * @param judgements TREC qrels: {@code topic iteration document relevance} a line, separated by white space
     * @throws IllegalArgumentException naming file and line that are not so
     */
    public static TrecCollection read(Path documents, Path topics, Path judgements) throws IOException {
        return new TrecCollection(documents(documents), topics(topics), judgements(judgements));
    }

    private static List<Document> documents(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        eachLine(file, line -> {
            JsonNode json = JSON.readTree(line);
            String id = json.path("id").asString("");
            JsonNode text = json.path("text");
            if (id.isEmpty() || !text.isString()) {
                throw new IllegalArgumentException("a JSON object with \"id\" and \"text\"");
            }
            if (!ids.add(id)) {
                throw new IllegalArgumentException("an id that no line before has");
            }
            Map<String, String> texts = new LinkedHashMap<>();
            texts.put("text", text.stringValue());
            if (json.path("title").isString()) {
                texts.put("title", json.path("title").stringValue());
            }
            documents.add(new Document(id, texts, Map.of(), Map.of(), null));
        });
        return documents;
    }

    private static Map<String, String> topics(Path file) throws IOException {
        Map<String, String> topics = new LinkedHashMap<>();
        eachLine(file, line -> {
            String[] parts = line.split("\t", 2);
            if (parts.length != 2 || parts[0].isBlank() || topics.putIfAbsent(parts[0].strip(), parts[1]) != null) {
                throw new IllegalArgumentException("a new id, a tab and the topic's text");
            }
        });
        return topics;
    }

    private static Map<String, Map<String, Integer>> judgements(Path file) throws IOException {
        Map<String, Map<String, Integer>> judgements = new LinkedHashMap<>();
        eachLine(file, line -> {
            String[] parts = line.strip().split("\\s+");
            if (parts.length != 4 || !parts[3].matches("[-+]?\\d+")) {
                throw new IllegalArgumentException("topic, iteration, document and a whole number");
            }
            judgements
                    .computeIfAbsent(parts[0], topic -> new LinkedHashMap<>())
                    .put(parts[2], Integer.parseInt(parts[3]));
        });
        return judgements;
    }

    /** Writes result lists in TREC's format: {@code topic Q0 document rank score tag}. */
    public static void writeRun(Path file, Map<String, List<Ranked>> run, String tag) throws IOException {
        List<String> lines = new ArrayList<>();
        run.forEach((topic, results) -> {
            for (int i = 0; i < results.size(); i++) {
                Ranked result = results.get(i);
                lines.add(String.join(
                        " ",
                        topic,
                        "Q0",
                        result.document(),
                        Integer.toString(i + 1),
                        Float.toString(result.score()),
                        tag));
            }
        });
        Files.write(file, lines);
    }

    private interface Line {
        void read(String line);
    }

    private static void eachLine(Path file, Line reader) throws IOException {
        int number = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    reader.read(line);
                } catch (JacksonException e) {
                    throw expected(file, number, "a JSON object", line, e);
                } catch (IllegalArgumentException e) {
                    throw expected(file, number, String.valueOf(e.getMessage()), line, e);
                }
            }
        }
    }

    private static IllegalArgumentException expected(
            Path file, int number, String what, String line, @Nullable Exception cause) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return new IllegalArgumentException(
                file + ", line " + number + ": expected " + what + ", got: " + shown, cause);
    }
}
