package tino.language.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tino.language.Passage;
import tino.language.extract.QuotedAnswer.Quoted;
import tino.language.provider.Grounding;
import tino.language.text.Matching;
import tino.language.text.Question;
import tino.language.text.Question.Kind;
import tino.language.text.Words;

/**
 * Answers with sentences of the passages, word for word: the one that holds the best span, what it needs to be understood, and what
 * adds to it; up to three, in the order of their sources. No word is its own. Safe for use by many threads.
 */
public final class ExtractiveAnswerer {
    private static final int MOST_SENTENCES = 3;
    private static final int SPANS = 6;
    /** How much worse than the best a span may be for its sentence to be said, too. */
    private static final double NEAR = .6;
    /** Sentences that share more of their words say the same. */
    private static final double SAME = .6;

    private static final Set<String> LEANING = Set.of(
            "ele",
            "ela",
            "eles",
            "elas",
            "isso",
            "isto",
            "este",
            "esta",
            "estes",
            "estas",
            "esse",
            "essa",
            "esses",
            "essas",
            "tal",
            "tais",
            "assim",
            "portanto",
            "porem",
            "entretanto",
            "tambem",
            "neste",
            "nesta",
            "nesse",
            "nessa");

    private static final Set<String> GOING_ON = Set.of(
            "depois",
            "entao",
            "alem",
            "tambem",
            "finalmente",
            "seguida",
            "segundo",
            "terceiro",
            "ainda",
            "enfim",
            "logo");

    private final SpanExtractor extractor;

    public ExtractiveAnswerer(SpanExtractor extractor) {
        this.extractor = extractor;
    }

    /** The answer; without sentences where the passages have no word that could be one. */
    public QuotedAnswer answer(Grounding grounding) {
        List<Span> spans = extractor.spans(grounding.question(), grounding.passages(), SPANS);
        if (spans.isEmpty()) {
            return new QuotedAnswer(List.of(), List.of());
        }
        Question question = Question.of(grounding.question());
        Span best = spans.getFirst();
        Source source = new Source(best.passage(), best.number());
        Set<Integer> chosen = new TreeSet<>();
        int main = source.sentenceAt(best.start());
        chosen.add(main);
        if (main > 0 && source.leansOnTheOneBefore(main)) {
            chosen.add(main - 1);
        }
        boolean list =
                question.kind() == Kind.HOW || question.kind() == Kind.WHICH_ONES || question.kind() == Kind.WHAT_FOR;
        for (int next = main + 1; list && chosen.size() < MOST_SENTENCES && source.goesOn(next); next++) {
            chosen.add(next);
        }
        List<Quoted> sentences = new ArrayList<>();
        chosen.forEach(sentence -> sentences.add(source.quoted(sentence)));
        for (Span span : spans) {
            if (sentences.size() >= MOST_SENTENCES || span.score() < NEAR * best.score()) {
                break;
            }
            Source other = new Source(span.passage(), span.number());
            Quoted sentence = other.quoted(other.sentenceAt(span.start()));
            boolean answers = covers(question, sentence) >= .8 * covers(question, source.quoted(main));
            if (answers && sentences.stream().noneMatch(said -> same(said, sentence))) {
                sentences.add(sentence);
            }
        }
        sentences.sort(
                Comparator.comparingInt((Quoted sentence) -> sentence.number() == best.number() ? 0 : sentence.number())
                        .thenComparingInt(Quoted::start));
        return new QuotedAnswer(sentences, spans);
    }

    private double covers(Question question, Quoted sentence) {
        Words words = Words.of(sentence.text());
        return Matching.of(question, words, extractor.statistics()).coverage(0, words.size());
    }

    private static boolean same(Quoted a, Quoted b) {
        if (a.number() == b.number() && a.start() == b.start()) {
            return true;
        }
        Set<String> left = stems(a.text());
        Set<String> right = stems(b.text());
        Set<String> shared = new HashSet<>(left);
        shared.retainAll(right);
        return shared.size() > SAME * Math.min(left.size(), right.size());
    }

    private static Set<String> stems(String text) {
        Words words = Words.of(text);
        Set<String> stems = new HashSet<>();
        for (int word = 0; word < words.size(); word++) {
            if (!words.isFunction(word)) {
                stems.add(words.stem(word));
            }
        }
        return stems;
    }

    /** A passage as sentences with their marks. */
    private record Source(Passage passage, int number, Words words) {
        Source(Passage passage, int number) {
            this(passage, number, Words.of(passage.text()));
        }

        int sentenceAt(int place) {
            for (int sentence = 0; sentence < words.sentences(); sentence++) {
                if (words.end(words.last(sentence) - 1) > place) {
                    return sentence;
                }
            }
            return words.sentences() - 1;
        }

        /** From the mark that opens it to the mark that closes it. */
        Quoted quoted(int sentence) {
            String text = passage.text();
            int start = words.start(words.first(sentence));
            int least = sentence == 0 ? 0 : words.end(words.last(sentence - 1) - 1);
            while (start > least && "\"“«'(¿¡[‘".indexOf(text.charAt(start - 1)) >= 0) {
                start--;
            }
            int end = words.end(words.last(sentence) - 1);
            int most = sentence + 1 < words.sentences() ? words.start(words.first(sentence + 1)) : text.length();
            while (end < most && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            return new Quoted(passage, number, start, end);
        }

        /** "Ele …", "Além disso …": not understood by itself. */
        boolean leansOnTheOneBefore(int sentence) {
            return LEANING.contains(words.folded(words.first(sentence)));
        }

        /** Whether a sentence carries on with what the one before began: a list, the next step. */
        boolean goesOn(int sentence) {
            if (sentence >= words.sentences()) {
                return false;
            }
            String between = words.gapBefore(words.first(sentence));
            int first = words.first(sentence);
            boolean item = between.matches("(?s).*[-*•–].*")
                    || Character.isDigit(words.folded(first).charAt(0));
            boolean listed = between.indexOf(':') >= 0 || between.indexOf('\n') >= 0 && item;
            boolean says = false;
            for (int word = first; word < Math.min(first + 2, words.last(sentence)); word++) {
                says |= GOING_ON.contains(words.folded(word));
            }
            return listed || says;
        }
    }
}
