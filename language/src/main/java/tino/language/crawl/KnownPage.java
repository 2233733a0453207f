package tino.language.crawl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a page since it was last read.
 *
 * @param links where it led then; followed again where it has not changed
 */
public record KnownPage(@Nullable String etag, @Nullable String lastModified, List<String> links) {

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public KnownPage(@Nullable String etag, @Nullable String lastModified, List<String> links) {
        this.etag = etag;
        this.lastModified = lastModified;
        this.links = List.copyOf(links);
    }
}
