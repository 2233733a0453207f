package tino.hiring.feature;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ways to say one thing, looked for in folded text ({@link PlainText#folded}). A phrase is written in ordinary words; a star at
 * the end of a word stands for any ending, {@code …} for up to three words that say nothing by themselves.
 */
final class Phrases {
    private static final String LINKING = Stream.of(
                    "nivel",
                    "em",
                    "no",
                    "na",
                    "do",
                    "da",
                    "de",
                    "ms",
                    "microsoft",
                    "office",
                    "pacote",
                    "conhecimento",
                    "conhecimentos",
                    "dominio",
                    "macros",
                    "vba",
                    "planilhas")
            .map(word -> PlainText.folded(word).strip())
            .collect(Collectors.joining("|", "(?: (?:", ")){0,3}"));

    private final List<Phrase> phrases;

    /** @param start with which every occurrence begins: found fast, and then the rest is looked at */
    private record Phrase(String start, Pattern rest) {}

    private Phrases(List<Phrase> phrases) {
        this.phrases = phrases;
    }

    static Phrases of(String... phrases) {
        return new Phrases(Stream.of(phrases).map(Phrases::phrase).toList());
    }

    private static Phrase phrase(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String word : text.split(" ")) {
            if (word.equals("…")) {
                pattern.append(LINKING);
            } else {
                pattern.append(' ')
                        .append(PlainText.folded(word.replace("*", "")).strip());
                pattern.append(word.endsWith("*") ? "[^ ]*" : "");
            }
        }
        pattern.append(' ');
        int literal = 0;
        while (literal < pattern.length() && "([".indexOf(pattern.charAt(literal)) < 0) {
            literal++;
        }
        return new Phrase(pattern.substring(0, literal), Pattern.compile(pattern.substring(literal)));
    }

    boolean in(String folded) {
        for (Phrase phrase : phrases) {
            int at = folded.indexOf(phrase.start);
            if (at >= 0) {
                Matcher rest = phrase.rest.matcher(folded);
                for (; at >= 0; at = folded.indexOf(phrase.start, at + 1)) {
                    if (rest.region(at + phrase.start.length(), folded.length()).lookingAt()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
