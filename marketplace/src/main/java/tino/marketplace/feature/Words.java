package tino.marketplace.feature;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The words of a short text, made comparable: without case and accents, cut to the first {@value #STEM} letters (which
 * serves as a stemmer: <em>elétrica</em> and <em>eletricista</em> meet), and without words of fewer than three letters.
 */
final class Words {
    private static final int STEM = 5;
    private static final int SHORTEST = 3;
    private static final Set<String> EMPTY_WORDS = Set.of(
            "para", "com", "por", "sem", "uma", "que", "dos", "das", "nos", "nas", "meu", "minha", "pro", "the", "for",
            "and", "with");

    private Words() {}

    /** In the order of the text, each once. */
    static Set<String> of(String text) {
        String folded = ascii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
        Set<String> words = new LinkedHashSet<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= folded.length(); i++) {
            char c = i == folded.length() ? ' ' : folded.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                word.append(Character.toLowerCase(c));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                add(words, word);
                word.setLength(0);
            }
        }
        return words;
    }

    /** Share of the wanted words that are among the given ones, 0–1; 0 where nothing is wanted. */
    static double share(Set<String> wanted, Set<String> given) {
        int found = 0;
        for (String word : wanted) {
            if (given.contains(word)) {
                found++;
            }
        }
        return wanted.isEmpty() ? 0 : (double) found / wanted.size();
    }

    private static void add(Set<String> words, StringBuilder word) {
        if (word.length() >= SHORTEST) {
            String whole = word.toString();
            if (!EMPTY_WORDS.contains(whole)) {
                words.add(whole.length() > STEM ? whole.substring(0, STEM) : whole);
            }
        }
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
