package tino.search.evaluate;

/** A document in a topic's result list. Scores have single precision, as trec_eval reads them. */
public record Ranked(String document, float score) {}
