package tino.search;

/**
 * One document found.
 *
 * @param score what the hits are ordered by, after fusion
 * @param text BM25 score of the document for the query's text, 0 where no term matches; known for every hit, also for
 *     those that only their vector brought in
 * @param similarity cosine mapped to 0–1, {@code (1 + cos) / 2}; known for every hit; NaN where the query or the document
 *     has no vector
 */
public record Hit(Document document, double score, double text, double similarity) {}
