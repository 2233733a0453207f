package tino.language.metric;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * English stems as NLTK's {@code PorterStemmer} makes them by default: Porter, "An algorithm for suffix stripping", Program 14 (3),
 * 1980, with the departures that NLTK documents (irregular forms, words of two letters kept, {@code ies} and {@code ied} of four letters,
 * {@code y} after a consonant, {@code alli}, {@code fulli}, {@code logi}, {@code bli}). The original ROUGE scorer stems with it.
 */
final class PorterStemmer {
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            entry("sky", "sky"),
            entry("skies", "sky"),
            entry("dying", "die"),
            entry("lying", "lie"),
            entry("tying", "tie"),
            entry("news", "news"),
            entry("innings", "inning"),
            entry("inning", "inning"),
            entry("outings", "outing"),
            entry("outing", "outing"),
            entry("cannings", "canning"),
            entry("canning", "canning"),
            entry("howe", "howe"),
            entry("proceed", "proceed"),
            entry("exceed", "exceed"),
            entry("succeed", "succeed"));

    /** The suffix goes and the ending comes, if the stem before it allows. */
    private record Rule(String suffix, String ending, Predicate<String> allows) {}

    private static final Predicate<String> MEASURED = stem -> measure(stem) > 0;
    private static final Predicate<String> LONG = stem -> measure(stem) > 1;

    private static final List<Rule> STEP_2 = List.of(
            new Rule("ational", "ate", MEASURED),
            new Rule("tional", "tion", MEASURED),
            new Rule("enci", "ence", MEASURED),
            new Rule("anci", "ance", MEASURED),
            new Rule("izer", "ize", MEASURED),
            new Rule("bli", "ble", MEASURED),
            new Rule("alli", "al", MEASURED),
            new Rule("entli", "ent", MEASURED),
            new Rule("eli", "e", MEASURED),
            new Rule("ousli", "ous", MEASURED),
            new Rule("ization", "ize", MEASURED),
            new Rule("ation", "ate", MEASURED),
            new Rule("ator", "ate", MEASURED),
            new Rule("alism", "al", MEASURED),
            new Rule("iveness", "ive", MEASURED),
            new Rule("fulness", "ful", MEASURED),
            new Rule("ousness", "ous", MEASURED),
            new Rule("aliti", "al", MEASURED),
            new Rule("iviti", "ive", MEASURED),
            new Rule("biliti", "ble", MEASURED),
            new Rule("fulli", "ful", MEASURED),
            // The l belongs to the stem, so that "geology" and "theology" fare like "archaeology".
            new Rule("logi", "log", stem -> measure(stem + 'l') > 0));

    private static final List<Rule> STEP_3 = List.of(
            new Rule("icate", "ic", MEASURED),
            new Rule("ative", "", MEASURED),
            new Rule("alize", "al", MEASURED),
            new Rule("iciti", "ic", MEASURED),
            new Rule("ical", "ic", MEASURED),
            new Rule("ful", "", MEASURED),
            new Rule("ness", "", MEASURED));

    private static final List<Rule> STEP_4 = List.of(
            new Rule("al", "", LONG),
            new Rule("ance", "", LONG),
            new Rule("ence", "", LONG),
            new Rule("er", "", LONG),
            new Rule("ic", "", LONG),
            new Rule("able", "", LONG),
            new Rule("ible", "", LONG),
            new Rule("ant", "", LONG),
            new Rule("ement", "", LONG),
            new Rule("ment", "", LONG),
            new Rule("ent", "", LONG),
            new Rule("ion", "", LONG.and(stem -> stem.endsWith("s") || stem.endsWith("t"))),
            new Rule("ou", "", LONG),
            new Rule("ism", "", LONG),
            new Rule("ate", "", LONG),
            new Rule("iti", "", LONG),
            new Rule("ous", "", LONG),
            new Rule("ive", "", LONG),
            new Rule("ize", "", LONG));

    private PorterStemmer() {}

    /** @param word in lower case */
    static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null || word.length() <= 2) {
            return irregular == null ? word : irregular;
        }
        String stem = step2(finalY(pastAndParticiple(plural(word))));
        stem = first(STEP_4, first(STEP_3, stem));
        return doubleL(finalE(stem));
    }

    private static String plural(String word) {
        if (word.endsWith("ies")) {
            return cut(word, word.length() == 4 ? 1 : 2);
        }
        if (word.endsWith("sses")) {
            return cut(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
    }

    private static String pastAndParticiple(String word) {
        if (word.endsWith("ied")) {
            return cut(word, word.length() == 4 ? 1 : 2);
        }
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        String stem = word.endsWith("ed") ? cut(word, 2) : word.endsWith("ing") ? cut(word, 3) : word;
        if (stem.equals(word) || !hasVowel(stem)) {
            return word;
        }
        if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
            return stem + 'e';
        }
        if (endsInDoubleConsonant(stem)) {
            return "lsz".indexOf(stem.charAt(stem.length() - 1)) < 0 ? cut(stem, 1) : stem;
        }
        return measure(stem) == 1 && endsShort(stem) ? stem + 'e' : stem;
    }

    private static String finalY(String word) {
        int last = word.length() - 1;
        return last > 1 && word.charAt(last) == 'y' && consonant(word, last - 1) ? cut(word, 1) + 'i' : word;
    }

    private static String step2(String word) {
        if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
            return step2(cut(word, 2));
        }
        return first(STEP_2, word);
    }

    private static String finalE(String word) {
        if (!word.endsWith("e")) {
            return word;
        }
        String stem = cut(word, 1);
        int measure = measure(stem);
        return measure > 1 || measure == 1 && !endsShort(stem) ? stem : word;
    }

    private static String doubleL(String word) {
        return word.endsWith("ll") && measure(cut(word, 1)) > 1 ? cut(word, 1) : word;
    }

    /** Only the first rule whose suffix is there counts, whether it allows the change or not. */
    private static String first(List<Rule> rules, String word) {
        for (Rule rule : rules) {
            if (word.endsWith(rule.suffix)) {
                String stem = cut(word, rule.suffix.length());
                return rule.allows.test(stem) ? stem + rule.ending : word;
            }
        }
        return word;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static boolean consonant(String word, int at) {
        return switch (word.charAt(at)) {
            case 'a', 'e', 'i', 'o', 'u' -> false;
            case 'y' -> at == 0 || !consonant(word, at - 1);
            default -> true;
        };
    }

    private static boolean hasVowel(String stem) {
        for (int i = 0; i < stem.length(); i++) {
            if (!consonant(stem, i)) {
                return true;
            }
        }
        return false;
    }

    /** How often a vowel is followed by a consonant: Porter's m. */
    private static int measure(String stem) {
        int count = 0;
        for (int i = 1; i < stem.length(); i++) {
            count += consonant(stem, i) && !consonant(stem, i - 1) ? 1 : 0;
        }
        return count;
    }

    private static boolean endsInDoubleConsonant(String word) {
        int last = word.length() - 1;
        return last > 0 && word.charAt(last) == word.charAt(last - 1) && consonant(word, last);
    }

    /** Consonant, vowel, consonant other than w, x, y; of two letters vowel and consonant. */
    private static boolean endsShort(String word) {
        int last = word.length() - 1;
        if (last == 1) {
            return !consonant(word, 0) && consonant(word, 1);
        }
        return last > 1
                && consonant(word, last - 2)
                && !consonant(word, last - 1)
                && consonant(word, last)
                && "wxy".indexOf(word.charAt(last)) < 0;
    }
}
