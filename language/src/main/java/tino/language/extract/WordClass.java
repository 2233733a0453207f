package tino.language.extract;

import tino.language.text.Portuguese;
import tino.language.text.Portuguese.Preposition;
import tino.language.text.Shape;
import tino.language.text.Words;

/** What a word does at the edge of a phrase, told by its form alone. */
enum WordClass {
    /** No word: before the sentence's first and after its last. */
    NONE,
    CONTENT,
    ARTICLE,
    IN,
    TO,
    OF,
    BY,
    FOR,
    WITH,
    PREPOSITION,
    AND,
    CONJUNCTION,
    THAT,
    AS,
    COPULA,
    VERB,
    INFINITIVE,
    GERUND,
    PARTICIPLE,
    PRONOUN,
    NUMBER,
    CAPITAL,
    CAUSE,
    ADVERB;

    private static final WordClass[] BY_PREPOSITION = {CONTENT, IN, TO, OF, BY, FOR, WITH, PREPOSITION};

    static WordClass of(Words words, int word, boolean opensSentence) {
        String folded = words.folded(word);
        char first = Character.toLowerCase(words.text().charAt(words.start(word)));
        switch (folded) {
            case "a":
                return first == 'à' ? TO : ARTICLE;
            case "as":
                return first == 'à' ? TO : ARTICLE;
            case "o", "os", "um", "uma", "uns", "umas":
                return ARTICLE;
            case "e":
                return first == 'é' ? COPULA : AND;
            case "ou", "nem":
                return AND;
            case "que", "qual", "quais", "quem", "cujo", "cuja", "cujos", "cujas", "onde", "quando":
                return THAT;
            case "como":
                return AS;
            case "porque", "pois", "porquanto", "devido", "visto":
                return CAUSE;
            case "mas",
                    "porem",
                    "contudo",
                    "entretanto",
                    "portanto",
                    "embora",
                    "enquanto",
                    "se",
                    "logo",
                    "todavia",
                    "caso":
                return CONJUNCTION;
            case "sao",
                    "era",
                    "eram",
                    "foi",
                    "foram",
                    "ser",
                    "sera",
                    "serao",
                    "seria",
                    "sendo",
                    "sido",
                    "esta",
                    "estao",
                    "estar",
                    "seja":
                return COPULA;
            default:
                break;
        }
        Preposition preposition = Portuguese.preposition(folded);
        if (preposition != Preposition.NONE) {
            return BY_PREPOSITION[preposition.ordinal()];
        }
        if (Shape.isNumeric(words, word)) {
            return NUMBER;
        }
        if (Shape.isFiniteVerb(words, word)) {
            return VERB;
        }
        if (words.isFunction(word)) {
            return folded.length() > 3
                            && "tambem ainda apenas assim entao muito mais menos alem atraves".contains(folded)
                    ? ADVERB
                    : PRONOUN;
        }
        if (folded.endsWith("mente") && folded.length() > 6) {
            return ADVERB;
        }
        if (Shape.isCapital(words, word) && !opensSentence) {
            return CAPITAL;
        }
        if (Shape.isInfinitive(words, word)) {
            return INFINITIVE;
        }
        if (Shape.isGerund(words, word)) {
            return GERUND;
        }
        return Shape.isParticiple(words, word) ? PARTICIPLE : CONTENT;
    }

    /** Whether a phrase can hardly end with it. */
    boolean joins() {
        return switch (this) {
            case ARTICLE, IN, TO, OF, BY, FOR, WITH, PREPOSITION, AND, CONJUNCTION, THAT, AS, COPULA, CAUSE -> true;
            default -> false;
        };
    }

    /** Whether it may stand before or after a phrase. */
    boolean parts() {
        return joins()
                || this == VERB
                || this == INFINITIVE
                || this == GERUND
                || this == PARTICIPLE
                || this == PRONOUN
                || this == ADVERB;
    }
}
