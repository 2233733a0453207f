package tino.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to find. At least one of text and vector is present.
 *
 * @param text matched by BM25 over the schema's text fields
 * @param vector matched by cosine
 * @param filters all must hold
 * @param size hits wanted, 1 to 1000
 */
public record Query(@Nullable String text, float @Nullable [] vector, List<Filter> filters, int size) {}
