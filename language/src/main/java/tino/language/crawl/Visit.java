package tino.language.crawl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one address. */
public sealed interface Visit {

    /** In its normal form. */
    String address();

    /**
     * A page to be read.
     *
     * @param type media type without parameters; empty where the server does not say
     * @param etag to be sent back next time; {@code null} where the server gives none
     * @param lastModified like {@code etag}
     * @param links where it leads, in normal form, also to be given back next time
     */
    record Page(
            String address,
            String type,
            byte[] content,
            @Nullable String etag,
            @Nullable String lastModified,
            List<String> links)
            implements Visit {}

    /** The same as last time (304). */
    record Unchanged(String address) implements Visit {}

    /** No page any more, or none that wants to be found here: 404, 410, moved, {@code noindex}, the same as another. */
    record Gone(String address) implements Visit {}

    /** A page that must not or cannot be read: forbidden, of another kind, too large, leading where we do not go. */
    record Refused(String address, String reason) implements Visit {}

    /** Could not be read now; what was read of it before may still hold. */
    record Failed(String address, String reason) implements Visit {}
}
