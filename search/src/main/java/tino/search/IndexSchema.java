package tino.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The fields of an index.
 *
 * @param name the index, e.g. {@code professionals}: lower case letters, digits and {@code -}, for it names a folder
 * @param language {@code pt} or {@code en}: how texts are analysed
 * @param texts searched fields with their boosts
 * @param embedded text fields that make up the text of the embedding, in order
 */
public record IndexSchema(
        String name,
        String language,
        Map<String, Float> texts,
        List<String> embedded,
        Set<String> keywords,
        Set<String> numbers) {

    public IndexSchema {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "An index is named by lower case letters, digits and '-', got '" + name + "'");
        }
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        embedded = List.copyOf(embedded);
        keywords = Collections.unmodifiableSet(new TreeSet<>(keywords));
        numbers = Collections.unmodifiableSet(new TreeSet<>(numbers));
        texts.forEach((field, boost) -> {
            if (!(boost > 0) || boost.isInfinite()) {
                throw new IllegalArgumentException(
                        "The boost of text field '" + field + "' must be a number above 0, got " + boost);
            }
        });
        for (String field : embedded) {
            if (!texts.containsKey(field)) {
                throw new IllegalArgumentException(
                        "The embedded field '" + field + "' is none of the text fields " + texts.keySet());
            }
        }
    }

    /** Equal for two schemas exactly if an index built with one can serve the other. */
    public String fingerprint() {
        String canonical = String.join(
                "\n",
                language,
                texts.entrySet().stream()
                        .map(text -> text.getKey() + "^" + text.getValue())
                        .collect(Collectors.joining(",")),
                String.join(",", embedded),
                String.join(",", keywords),
                String.join(",", numbers));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    /** The text of a document's embedding: its embedded fields, one a line; absent ones are left out. */
    public String embeddedText(Document document) {
        StringBuilder joined = new StringBuilder();
        for (String field : embedded) {
            String text = document.texts().get(field);
            if (text != null && !text.isBlank()) {
                joined.append(joined.isEmpty() ? "" : "\n").append(text);
            }
        }
        return joined.toString();
    }

    /** @throws IllegalArgumentException if the schema lacks the filter's field */
    public void check(Filter filter) {
        switch (filter) {
            case Filter.Keyword(String field, String _) -> require(field, "keyword", keywords);
            case Filter.Range(String field, double _, double _) -> require(field, "number", numbers);
            case Filter.Within _ -> {}
        }
    }

    /** @throws IllegalArgumentException if the document has a field that the schema lacks */
    public void check(Document document) {
        document.texts().keySet().forEach(field -> require(field, "text", texts.keySet()));
        document.keywords().keySet().forEach(field -> require(field, "keyword", keywords));
        document.numbers().keySet().forEach(field -> require(field, "number", numbers));
    }

    private void require(String field, String kind, Set<String> known) {
        if (!known.contains(field)) {
            throw new IllegalArgumentException(
                    "Index '" + name + "' has no " + kind + " field '" + field + "'; it has " + known);
        }
    }
}
