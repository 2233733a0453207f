package tino.language.source;

import java.util.List;

/**
 * What stands under one heading, without what stands under the headings below it.
 *
 * @param headings the way there, outermost first, without the document's title; empty before the first
 * @param paragraphs at least one
 */
public record Section(List<String> headings, List<Paragraph> paragraphs) {

    /** Between the headings of a path written as one text. */
    public static final String SEPARATOR = " › ";

    public Section {
        headings = List.copyOf(headings);
        paragraphs = List.copyOf(paragraphs);
    }

    public String path() {
        return String.join(SEPARATOR, headings);
    }
}
