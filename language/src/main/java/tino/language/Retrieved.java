package tino.language;

/**
 * A passage that was found for a question.
 *
 * @param score the higher the better; comparable within one answer of one {@link Retriever} only
 */
public record Retrieved(Passage passage, double score) {}
