package tino.language.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tino.language.Passage;
import tino.search.analysis.TextAnalysis;

/**
 * What texts say, as far as words show it: the stems of their content words (stop words left out, accents folded) and their numbers.
 *
 * <p>The measures of support are built on it. They see when an answer brings in a word or a number that its sources do not have, which is
 * how made-up answers show. They do not see a negation left out or two things exchanged, and they take a paraphrase in other words for
 * unsupported.
 */
record Evidence(Set<String> words, Set<String> numbers) {

    static Evidence of(Stream<String> texts) {
        Set<String> words = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        texts.forEach(text -> {
            TextAnalysis.terms(TextAnalysis.PT.words(), text).stream()
                    .filter(term -> !Character.isDigit(term.charAt(0)))
                    .forEach(words::add);
            numbers.addAll(Numbers.of(text));
        });
        return new Evidence(words, numbers);
    }

    /** Title and headings count: what stands under "ACOS" need not say so again. */
    static Evidence of(Passage passage) {
        return of(Stream.of(passage.title(), passage.section(), passage.text()));
    }

    static Evidence all(List<Evidence> all) {
        return new Evidence(
                all.stream().flatMap(one -> one.words.stream()).collect(Collectors.toSet()),
                all.stream().flatMap(one -> one.numbers.stream()).collect(Collectors.toSet()));
    }

    boolean isEmpty() {
        return words.isEmpty() && numbers.isEmpty();
    }
}
