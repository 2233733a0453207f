package tino.language.retrieve;

import tino.language.Passage;
import tino.language.text.Words;

/** A passage with its words. */
record Reading(Passage passage, Words heading, Words text) {
    static Reading of(Passage passage) {
        return new Reading(passage, Words.of(passage.title() + "\n" + passage.section()), Words.of(passage.text()));
    }
}
