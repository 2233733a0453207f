package tino.language.source;

/**
 * What stands together.
 *
 * @param text not blank. Prose is one line; a list has an item a line, a table a row a line, {@code column: value; column: value}
 */
public record Paragraph(Kind kind, String text) {

    public enum Kind {
        PROSE,
        LIST,
        TABLE,
        CODE
    }
}
