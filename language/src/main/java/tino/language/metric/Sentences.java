package tino.language.metric;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts Portuguese text into sentences: at lines, and where Unicode's rules (UAX 29) do, but not behind usual abbreviations. */
public final class Sentences {
    private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    private static final Pattern ENUMERATOR = Pattern.compile("^(?:[-*•–]|#{1,6}|\\d{1,2}[.)])\\s+");
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?iU)(?:^|[\\s(])(?:sr|sra|dr|dra|prof|profa|eng|art|arts|inc|fig|pág|págs|p|pp|ex|n|núm|vol|cap|ed|cf|vs|aprox|av|ltda|cia|[a-z])\\.\\s*$");

    private Sentences() {}

    /** Without white space around them, bullets and numbering before them; in order. */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        text.lines().forEach(line -> cut(ENUMERATOR.matcher(line.strip()).replaceFirst(""), sentences));
        return sentences;
    }

    private static void cut(String line, List<String> sentences) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(PORTUGUESE);
        breaks.setText(line);
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = line.substring(start, end);
            if (end < line.length() && ABBREVIATED.matcher(sentence).find()) {
                continue;
            }
            if (!sentence.isBlank()) {
                sentences.add(sentence.strip());
            }
            start = end;
        }
    }
}
