package tino.language.extract;

import java.util.ArrayList;
import java.util.List;
import tino.language.text.Matching;
import tino.language.text.Words;

/**
 * The spans of a passage that may be an answer: within a sentence, from and to where phrases begin and end as far as that can be
 * told without a grammar.
 */
final class Candidates {
    /** Nine of ten answers to real questions have up to 18 words, 99 of 100 up to 35. */
    static final int LONGEST = 40;

    final Words words;
    final WordClass[] classes;
    /** Before each word; one more for the end. */
    final Gap[] gaps;

    Candidates(Words words) {
        this.words = words;
        this.classes = new WordClass[words.size()];
        this.gaps = new Gap[words.size() + 1];
        for (int sentence = 0; sentence < words.sentences(); sentence++) {
            for (int word = words.first(sentence); word < words.last(sentence); word++) {
                classes[word] = WordClass.of(words, word, word == words.first(sentence));
                gaps[word] = word == words.first(sentence) ? Gap.EDGE : Gap.of(words.gapBefore(word));
            }
        }
        gaps[words.size()] = Gap.EDGE;
    }

    Gap gapAfter(int word, int lastOfSentence) {
        return word + 1 >= lastOfSentence ? Gap.EDGE : gaps[word + 1];
    }

    private boolean mayStart(int word, int first, Matching matching) {
        Gap before = gaps[word];
        if (before == Gap.GLUED) {
            return false;
        }
        if (word == first || before.isMark() || classes[word - 1].parts() || matching.termOf(word - 1) >= 0) {
            return true;
        }
        return switch (classes[word]) {
            case NUMBER,
                    CAPITAL,
                    IN,
                    TO,
                    OF,
                    BY,
                    FOR,
                    WITH,
                    PREPOSITION,
                    CAUSE,
                    INFINITIVE,
                    GERUND,
                    PARTICIPLE,
                    VERB,
                    ARTICLE,
                    THAT -> true;
            default -> false;
        };
    }

    private boolean mayEnd(int word, int last, Matching matching) {
        Gap after = gapAfter(word, last);
        if (after == Gap.GLUED) {
            return false;
        }
        if (after == Gap.EDGE || after.isMark()) {
            return true;
        }
        if (classes[word].joins()) {
            return false;
        }
        return classes[word + 1].parts()
                || matching.termOf(word + 1) >= 0
                || classes[word] == WordClass.NUMBER
                || classes[word + 1] == WordClass.CONTENT && classes[word] == WordClass.CONTENT;
    }

    /** Spans of a sentence, as first and last word. */
    List<int[]> of(int sentence, Matching matching) {
        int first = words.first(sentence);
        int last = words.last(sentence);
        List<int[]> spans = new ArrayList<>();
        for (int from = first; from < last; from++) {
            if (!mayStart(from, first, matching)) {
                continue;
            }
            for (int to = from; to < Math.min(last, from + LONGEST); to++) {
                if (mayEnd(to, last, matching)) {
                    spans.add(new int[] {from, to});
                }
            }
        }
        if (last - first > LONGEST) {
            spans.add(new int[] {first, last - 1});
        }
        return spans;
    }
}
