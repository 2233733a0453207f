package tino.language.answer;

import tino.language.Passage;

/**
 * A source that an answer names.
 *
 * @param number as it stands in the text, {@code [1]} being 1
 */
public record Citation(int number, Passage passage) {}
