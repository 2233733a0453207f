package tino.language.extract;

import java.util.List;
import tino.language.text.Matching;
import tino.language.text.Portuguese;
import tino.language.text.Portuguese.Preposition;
import tino.language.text.Question;
import tino.language.text.Shape;
import tino.language.text.Words;

/**
 * What speaks for a span as the answer to a question: what stands at its edges, how the question's words lie around it, and what
 * kind of thing it may be.
 */
final class SpanFeatures {
    static final List<String> NAMES = List.of(
            // The question.
            "kind",
            "preposition",
            "definition",
            "terms",
            "plural",
            "asking_at_end",
            // The span's size.
            "words",
            "content",
            "share_of_sentence",
            "opens",
            "closes",
            "words_before",
            "words_after",
            // Its edges.
            "before",
            "before2",
            "first",
            "second",
            "last",
            "after",
            "after2",
            "gap_before",
            "gap_after",
            // The question's words in and around it.
            "inside",
            "inside_words",
            "outside",
            "left5",
            "right5",
            "left12",
            "right12",
            "nearest_left",
            "nearest_right",
            "nearest_left_content",
            "nearest_right_content",
            "nearest_left_term",
            "nearest_right_term",
            "nearest_left_weight",
            "nearest_right_weight",
            "to_first_term",
            "to_last_term",
            "to_heaviest",
            "to_focus",
            "to_verb",
            "only_terms_before",
            "only_terms_after",
            "focus_inside",
            "focus_next",
            "preposition_before",
            "preposition_first",
            "preceded_by_terms",
            "followed_by_terms",
            "last_left_is_last_term",
            "first_right_is_first_term",
            // What it may be.
            "numbers",
            "year",
            "times",
            "capitals",
            "acronym",
            "persons",
            "places",
            "abstracts",
            "verbs",
            "infinitives",
            "gerunds",
            "commas",
            "ands",
            "thats",
            "unbalanced",
            "quotes",
            "colons",
            "new_weight",
            "prepositions_inside",
            "head_person",
            "head_abstract",
            "head_capital",
            "brackets_around",
            // Its sentence.
            "sentence_coverage",
            "sentence_exact",
            "sentence_rank",
            "sentence_below_best",
            "sentence_with_previous",
            "sentence_at",
            "sentence_words",
            "sentences");

    static final int COUNT = NAMES.size();
    private static final int FAR = 30;

    private final Question question;
    private final Matching matching;
    private final Candidates candidates;
    private final Sentences sentences;
    private final Words words;
    private final Looks looks;

    private final int firstTerm;
    private final int lastTerm;
    private final int heaviest;
    private final int focusTerm;
    private final int verbTerm;

    SpanFeatures(Question question, Matching matching, Candidates candidates, Sentences sentences) {
        this.question = question;
        this.matching = matching;
        this.candidates = candidates;
        this.sentences = sentences;
        this.words = candidates.words;
        this.looks = new Looks(candidates);
        this.firstTerm = 0;
        this.lastTerm = matching.terms() - 1;
        int most = 0;
        for (int i = 1; i < matching.terms(); i++) {
            if (matching.weight(i) > matching.weight(most)) {
                most = i;
            }
        }
        this.heaviest = most;
        this.focusTerm = question.focus() < 0 ? -1 : index(question.words().stem(question.focus()));
        int verb = -1;
        for (int word = question.asking() + 1;
                word > 0 && word < question.words().size() && verb < 0;
                word++) {
            WordClass form = WordClass.of(question.words(), word, word == 0);
            if (form == WordClass.VERB
                    || form == WordClass.PARTICIPLE
                    || form == WordClass.INFINITIVE
                    || form == WordClass.GERUND) {
                verb = index(question.words().stem(word));
            }
        }
        this.verbTerm = verb;
    }

    private int index(String stem) {
        for (int i = 0; i < matching.terms(); i++) {
            if (matching.term(i).equals(stem)) {
                return i;
            }
        }
        return -1;
    }

    /** Writes the features of the words {@code from} to {@code to} of a sentence, both inclusive, to a row. */
    void fill(int sentence, int from, int to, float[] rows, int offset) {
        int first = words.first(sentence);
        int last = words.last(sentence);
        Row row = new Row(rows, offset);
        question(row);
        size(row, from, to, first, last);
        edges(row, from, to, first, last);
        around(row, from, to, first, last);
        look(row, from, to, first, last);
        row.add(sentences.coverage[sentence]);
        row.add(sentences.exact[sentence]);
        row.add(sentences.rank[sentence]);
        row.add(sentences.coverage[sentence] - sentences.best);
        row.add(sentences.withPrevious[sentence]);
        row.add(sentence);
        row.add(last - first);
        row.add(words.sentences());
    }

    private void question(Row row) {
        row.add(question.kind().ordinal());
        row.add(question.preposition().ordinal());
        row.add(question.definition() ? 1 : 0);
        row.add(matching.terms());
        row.add(question.kind() == Question.Kind.WHICH_ONES || focusEndsInS() ? 1 : 0);
        row.add(question.asking() > 3 ? 1 : 0);
    }

    private boolean focusEndsInS() {
        return question.focus() >= 0
                && question.words().folded(question.focus()).endsWith("s");
    }

    private void size(Row row, int from, int to, int first, int last) {
        int content = 0;
        for (int word = from; word <= to; word++) {
            content += words.isFunction(word) ? 0 : 1;
        }
        row.add(to - from + 1);
        row.add(content);
        row.add((float) (to - from + 1) / (last - first));
        row.add(from == first ? 1 : 0);
        row.add(to == last - 1 ? 1 : 0);
        row.add(from - first);
        row.add(last - 1 - to);
    }

    private int form(int word, int first, int last) {
        return word < first || word >= last ? WordClass.NONE.ordinal() : candidates.classes[word].ordinal();
    }

    private void edges(Row row, int from, int to, int first, int last) {
        row.add(form(from - 1, first, last));
        row.add(form(from - 2, first, last));
        row.add(form(from, first, last));
        row.add(from == to ? WordClass.NONE.ordinal() : form(from + 1, first, last));
        row.add(form(to, first, last));
        row.add(form(to + 1, first, last));
        row.add(form(to + 2, first, last));
        row.add(candidates.gaps[from].ordinal());
        row.add(candidates.gapAfter(to, last).ordinal());
    }

    private void around(Row row, int from, int to, int first, int last) {
        float[] inside = new float[matching.terms()];
        matching.cover(from, to + 1, inside);
        int insideWords = 0;
        boolean focusInside = false;
        for (int word = from; word <= to; word++) {
            int term = matching.termOf(word);
            insideWords += term >= 0 ? 1 : 0;
            focusInside |= term >= 0 && term == focusTerm;
        }
        float[] outside = new float[matching.terms()];
        matching.cover(first, from, outside);
        matching.cover(to + 1, last, outside);
        row.add(matching.share(inside));
        row.add((float) insideWords / (to - from + 1));
        row.add(matching.share(outside));
        row.add(matching.coverage(Math.max(first, from - 5), from));
        row.add(matching.coverage(to + 1, Math.min(last, to + 6)));
        row.add(matching.coverage(Math.max(first, from - 12), from));
        row.add(matching.coverage(to + 1, Math.min(last, to + 13)));

        int left = from - 1;
        int leftContent = 0;
        while (left >= first && matching.termOf(left) < 0) {
            leftContent += words.isFunction(left) ? 0 : 1;
            left--;
        }
        int right = to + 1;
        int rightContent = 0;
        while (right < last && matching.termOf(right) < 0) {
            rightContent += words.isFunction(right) ? 0 : 1;
            right++;
        }
        boolean isLeft = left >= first;
        boolean isRight = right < last;
        row.add(isLeft ? from - left : FAR);
        row.add(isRight ? right - to : FAR);
        row.add(isLeft ? leftContent : FAR);
        row.add(isRight ? rightContent : FAR);
        row.add(isLeft ? place(matching.termOf(left)) : -1);
        row.add(isRight ? place(matching.termOf(right)) : -1);
        row.add(isLeft ? weight(left) : 0);
        row.add(isRight ? weight(right) : 0);
        row.add(distance(firstTerm, from, to, first, last));
        row.add(distance(lastTerm, from, to, first, last));
        row.add(distance(heaviest, from, to, first, last));
        row.add(distance(focusTerm, from, to, first, last));
        row.add(distance(verbTerm, from, to, first, last));
        row.add(onlyTerms(first, from));
        row.add(onlyTerms(to + 1, last));
        row.add(focusInside ? 1 : 0);
        row.add(to + 1 < last && focusTerm >= 0 && matching.termOf(to + 1) == focusTerm ? 1 : 0);
        Preposition asked = question.preposition();
        row.add(asked == Preposition.NONE ? -1 : from > first && is(from - 1, asked) ? 1 : 0);
        row.add(asked == Preposition.NONE ? -1 : is(from, asked) ? 1 : 0);
        row.add(run(from - 1, -1, first, last));
        row.add(run(to + 1, 1, first, last));
        row.add(isLeft && matching.termOf(left) == lastTerm ? 1 : 0);
        row.add(isRight && matching.termOf(right) == firstTerm ? 1 : 0);
    }

    private boolean is(int word, Preposition preposition) {
        String folded = words.folded(word);
        if (preposition == Preposition.TO && candidates.classes[word] == WordClass.ARTICLE && !"a".equals(folded)) {
            return false;
        }
        return Portuguese.preposition(folded) == preposition;
    }

    private float place(int term) {
        return matching.terms() == 1 ? 1 : (float) term / (matching.terms() - 1);
    }

    private float weight(int word) {
        return matching.weight(matching.termOf(word)) * matching.strength(word) / matching.total();
    }

    /** Words from the span to the nearest word of a term: below 0 to the left, above to the right, 0 inside; NaN where there is none. */
    private float distance(int term, int from, int to, int first, int last) {
        if (term < 0) {
            return Float.NaN;
        }
        for (int word = from; word <= to; word++) {
            if (matching.termOf(word) == term) {
                return 0;
            }
        }
        for (int step = 1; from - step >= first || to + step < last; step++) {
            if (from - step >= first && matching.termOf(from - step) == term) {
                return -Math.min(step, FAR);
            }
            if (to + step < last && matching.termOf(to + step) == term) {
                return Math.min(step, FAR);
            }
        }
        return Float.NaN;
    }

    /** Share of words that are the question's or of closed classes; -1 where there are no words. */
    private float onlyTerms(int from, int to) {
        if (from >= to) {
            return -1;
        }
        int known = 0;
        for (int word = from; word < to; word++) {
            known += matching.termOf(word) >= 0 || words.isFunction(word) ? 1 : 0;
        }
        return (float) known / (to - from);
    }

    /** Weight of the question's terms that stand in a row at an edge, with words of closed classes between them. */
    private float run(int word, int step, int first, int last) {
        float weight = 0;
        for (int at = word; at >= first && at < last; at += step) {
            if (matching.termOf(at) >= 0) {
                weight += weight(at);
            } else if (!words.isFunction(at)) {
                break;
            }
        }
        return weight;
    }

    private void look(Row row, int from, int to, int first, int last) {
        float fresh = 0;
        for (int word = from; word <= to; word++) {
            fresh += matching.termOf(word) < 0 && !words.isFunction(word) ? 1 : 0;
        }
        int head = from;
        while (head < to && words.isFunction(head)) {
            head++;
        }
        looks.counts(from, to, row);
        row.add(fresh / (to - from + 1));
        row.add(looks.count(Looks.JOINING, from, to));
        row.add(Shape.isPerson(words, head) ? 1 : 0);
        row.add(Shape.isAbstract(words, head) ? 1 : 0);
        row.add(Shape.isCapital(words, head) && head > first ? 1 : 0);
        row.add(candidates.gaps[from] == Gap.OPEN && candidates.gapAfter(to, last) == Gap.CLOSE ? 1 : 0);
    }

    /** A row being written. */
    static final class Row {
        private final float[] rows;
        private int at;

        Row(float[] rows, int at) {
            this.rows = rows;
            this.at = at;
        }

        void add(float value) {
            rows[at++] = value;
        }
    }
}
