package tino.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to find. At least one of text and vector is present.
 *
 * @param text matched by BM25 over the schema's text fields
 * @param vector of length 1, matched by cosine
 * @param filters all must hold
 * @param size hits wanted, 1 to 1000
 */
public record Query(@Nullable String text, float @Nullable [] vector, List<Filter> filters, int size) {

    public static final int MOST_HITS = 1000;

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public Query(@Nullable String text, float @Nullable [] vector, List<Filter> filters, int size) {
        if (text == null && vector == null) {
            throw new IllegalArgumentException("A query needs a text, a vector or both");
        }
        if (size < 1 || size > MOST_HITS) {
            throw new IllegalArgumentException("A query asks for 1 to " + MOST_HITS + " hits, got " + size);
        }
        this.text = text;
        this.vector = vector;
        this.filters = List.copyOf(filters);
        this.size = size;
    }
}
