package tino.language.passage;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Text cut into its sentences, by Unicode's rules (UAX 29) and the abbreviations of Portuguese. */
public final class Sentences {
    private static final Locale PORTUGUESE = Locale.of("pt", "BR");

    /** What is cut here ends in a point that ends no sentence. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "a.c", "art", "av", "cap", "cf", "cia", "cód", "d.c", "dra", "dr", "e.g", "ed", "eng", "ex", "exma", "exmo",
            "fig", "fls", "gov", "i.e", "inc", "jr", "ltda", "máx", "min", "mín", "nº", "n", "núm", "obs", "p", "p.ex",
            "pág", "pp", "prof", "profa", "ref", "s.a", "sr", "sra", "sto", "sta", "tel", "vol", "vs");

    private Sentences() {}

    /** @return in their order, none blank; joined by single spaces they are the text, its white space apart */
    public static List<String> of(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(PORTUGUESE);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        StringBuilder sentence = new StringBuilder();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String piece = text.substring(start, end).strip();
            if (piece.isEmpty()) {
                continue;
            }
            if (!sentence.isEmpty() && goesOn(sentence, piece)) {
                sentence.append(' ').append(piece);
            } else {
                add(sentences, sentence);
                sentence.append(piece);
            }
        }
        add(sentences, sentence);
        return sentences;
    }

    private static void add(List<String> sentences, StringBuilder sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(sentence.toString());
            sentence.setLength(0);
        }
    }

    private static boolean goesOn(StringBuilder before, String next) {
        if (Character.isLowerCase(next.codePointAt(0))) {
            return true;
        }
        if (before.charAt(before.length() - 1) != '.') {
            return false;
        }
        int space = before.lastIndexOf(" ");
        String word = before.substring(space + 1, before.length() - 1)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^[(\\[\"“]+", "");
        return ABBREVIATIONS.contains(word);
    }
}
