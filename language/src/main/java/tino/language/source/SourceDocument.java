package tino.language.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was read.
 *
 * @param name a path under the folder that is read, or an address
 * @param url where a person finds it; {@code null} where that is nowhere but here
 * @param sections in the order of reading, at least one
 */
public record SourceDocument(
        String name, String title, @Nullable String url, List<Section> sections) {

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public SourceDocument(String name, String title, @Nullable String url, List<Section> sections) {
        this.name = name;
        this.title = title;
        this.url = url;
        this.sections = List.copyOf(sections);
    }
}
