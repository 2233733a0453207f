package tino.language.knowledge;

/**
 * A document that could not be read.
 *
 * @param reason of {@link tino.language.source.SourceRejected.Reason}, or {@code REFUSED} where a site or our own rules forbid it,
 *     or {@code UNREACHABLE}
 * @param detail what was expected and what came
 */
public record Rejection(String source, String document, String reason, String detail) {}
