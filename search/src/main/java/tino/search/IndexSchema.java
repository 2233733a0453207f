package tino.search;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of an index.
 *
 * @param name the index, e.g. {@code professionals}
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
        Set<String> numbers) {}
