package tino.search;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an index keeps about one thing that can be found. Which fields exist is the {@link IndexSchema}'s word.
 *
 * @param texts analysed and searched; also given back with a hit
 * @param keywords exact values, for filters
 * @param numbers for range filters and features; absent is absent, never 0
 * @param vector the embedding; filled in by {@link LiveIndex}, not by applications; {@code null} in hits
 */
public record Document(
        String id,
        Map<String, String> texts,
        Map<String, String> keywords,
        Map<String, Double> numbers,
        @Nullable GeoPoint location,
        float @Nullable [] vector) {

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public Document(
            String id,
            Map<String, String> texts,
            Map<String, String> keywords,
            Map<String, Double> numbers,
            @Nullable GeoPoint location,
            float @Nullable [] vector) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A document's id must not be empty");
        }
        this.id = id;
        this.texts = Map.copyOf(texts);
        this.keywords = Map.copyOf(keywords);
        this.numbers = Map.copyOf(numbers);
        this.location = location;
        this.vector = vector;
    }

    /** A document as applications make them: without a vector. */
    public Document(
            String id,
            Map<String, String> texts,
            Map<String, String> keywords,
            Map<String, Double> numbers,
            @Nullable GeoPoint location) {
        this(id, texts, keywords, numbers, location, null);
    }

    /** The same document with another vector; the zero vector (a text without any known word) becomes none. */
    public Document withVector(float @Nullable [] embedding) {
        return new Document(id, texts, keywords, numbers, location, Vectors.orNone(embedding));
    }
}
