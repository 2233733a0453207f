package tino.language.extract;

import tino.language.text.Portuguese;
import tino.language.text.Shape;
import tino.language.text.Words;

/** How many words of each look, and how many marks, a span holds: sums kept from the start, so that each takes one subtraction. */
final class Looks {
    private static final int NUMBERS = 0;
    private static final int YEARS = 1;
    private static final int TIMES = 2;
    private static final int CAPITALS = 3;
    private static final int ACRONYMS = 4;
    private static final int PERSONS = 5;
    private static final int PLACES = 6;
    private static final int ABSTRACTS = 7;
    private static final int VERBS = 8;
    private static final int INFINITIVES = 9;
    private static final int GERUNDS = 10;
    private static final int ANDS = 11;
    private static final int THATS = 12;
    static final int JOINING = 13;
    private static final int KINDS = 14;

    private static final int COMMAS = 0;
    private static final int QUOTES = 1;
    private static final int COLONS = 2;
    private static final int OPEN = 3;
    private static final int CLOSED = 4;
    private static final int MARKS = 5;

    private final Words words;
    private final int[][] kinds;
    /** Of the gaps before words. */
    private final int[][] marks;

    Looks(Candidates candidates) {
        this.words = candidates.words;
        int size = words.size();
        kinds = new int[KINDS][size + 1];
        marks = new int[MARKS][size + 1];
        for (int word = 0; word < size; word++) {
            for (int[] sum : kinds) {
                sum[word + 1] = sum[word];
            }
            for (int[] sum : marks) {
                sum[word + 1] = sum[word];
            }
            look(candidates, word);
            if (word > 0) {
                marks(word);
            }
        }
    }

    private void look(Candidates candidates, int word) {
        WordClass form = candidates.classes[word];
        boolean acronym = Shape.isAcronym(words, word);
        tally(NUMBERS, word, form == WordClass.NUMBER);
        tally(YEARS, word, Shape.isYear(words, word));
        tally(TIMES, word, Shape.isTime(words, word));
        tally(CAPITALS, word, acronym || candidates.gaps[word] != Gap.EDGE && Shape.isCapital(words, word));
        tally(ACRONYMS, word, acronym);
        tally(PERSONS, word, Shape.isPerson(words, word));
        tally(PLACES, word, Portuguese.isPlace(words.folded(word)));
        tally(ABSTRACTS, word, Shape.isAbstract(words, word));
        tally(VERBS, word, form == WordClass.VERB || form == WordClass.COPULA);
        tally(INFINITIVES, word, form == WordClass.INFINITIVE);
        tally(GERUNDS, word, form == WordClass.GERUND);
        tally(ANDS, word, form == WordClass.AND);
        tally(THATS, word, form == WordClass.THAT);
        tally(JOINING, word, form.joins() && form != WordClass.ARTICLE && form != WordClass.AND);
    }

    private void tally(int kind, int word, boolean is) {
        kinds[kind][word + 1] += is ? 1 : 0;
    }

    private void marks(int word) {
        for (int i = words.end(word - 1); i < words.start(word); i++) {
            switch (words.text().charAt(i)) {
                case ',', ';' -> marks[COMMAS][word + 1]++;
                case ':' -> marks[COLONS][word + 1]++;
                case '(' -> marks[OPEN][word + 1]++;
                case ')' -> marks[CLOSED][word + 1]++;
                case '"', '“', '”' -> marks[QUOTES][word + 1]++;
                default -> {}
            }
        }
    }

    int count(int kind, int from, int to) {
        return kinds[kind][to + 1] - kinds[kind][from];
    }

    private int mark(int mark, int from, int to) {
        return marks[mark][to + 1] - marks[mark][from + 1];
    }

    /** In the order of {@link SpanFeatures#NAMES}, {@code numbers} to {@code colons}. */
    void counts(int from, int to, SpanFeatures.Row row) {
        for (int kind = NUMBERS; kind <= GERUNDS; kind++) {
            row.add(count(kind, from, to));
        }
        row.add(mark(COMMAS, from, to));
        row.add(count(ANDS, from, to));
        row.add(count(THATS, from, to));
        row.add(isUnbalanced(from, to) ? 1 : 0);
        row.add(mark(QUOTES, from, to));
        row.add(mark(COLONS, from, to));
    }

    private boolean isUnbalanced(int from, int to) {
        if (mark(OPEN, from, to) != mark(CLOSED, from, to)) {
            return true;
        }
        for (int word = from; word <= to && mark(CLOSED, from, to) > 0; word++) {
            if (mark(CLOSED, from, word) > mark(OPEN, from, word)) {
                return true;
            }
        }
        return false;
    }
}
