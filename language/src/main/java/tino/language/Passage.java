package tino.language;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a source, small enough to be read at once: what is found, answered from and cited.
 *
 * @param id the same as long as source, place and text are
 * @param source names the document it is of: a path under the folder that was read, or an address
 * @param title of the document
 * @param section headings it stands under, outermost first, joined by {@code " › "}; empty where there are none
 * @param text plain text of its own, without title and headings
 * @param url where a person finds the document; {@code null} where that is nowhere but here
 */
public record Passage(
        String id,
        String source,
        String title,
        String section,
        String text,
        @Nullable String url) {}
