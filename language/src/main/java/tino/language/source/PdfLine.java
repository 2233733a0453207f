package tino.language.source;

/**
 * A line of a page.
 *
 * @param size of its largest letters, in points
 * @param begins whether it begins a paragraph
 */
record PdfLine(String text, double size, boolean begins) {}
