package tino.language.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tartarus.snowball.ext.PortugueseStemmer;

/**
 * A text cut into words and sentences, each known by its place in the text. A word is a run of letters and digits; numbers keep
 * their inner points, commas, slashes and colons, and a percent sign or ordinal mark behind them. Hyphens part words, for compounds are
 * written with and without.
 */
public final class Words {
    /** Longer sentences are cut, so that lists without full stops stay readable and work stays linear. */
    static final int LONGEST_SENTENCE = 120;

    private static final int LONGEST_STEMMED = 40;

    private final String text;
    private final int[] starts;
    private final int[] ends;
    private final String[] folded;
    private final String[] stems;
    private final boolean[] function;
    private final int[] sentences;

    private Words(String text, int[] starts, int[] ends, String[] folded, String[] stems, int[] sentences) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.folded = folded;
        this.stems = stems;
        this.sentences = sentences;
        this.function = new boolean[starts.length];
        for (int i = 0; i < starts.length; i++) {
            // "E" between words is a conjunction, "é" a verb; both are function words.
            function[i] = Portuguese.isFunction(folded[i]);
        }
    }

    public static Words of(String text) {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            if (!isWordPart(code)) {
                at += Character.charCount(code);
                continue;
            }
            int end = endOfWord(text, at);
            found.add(new int[] {at, end});
            at = end;
        }
        int count = found.size();
        int[] starts = new int[count];
        int[] ends = new int[count];
        String[] folded = new String[count];
        String[] stems = new String[count];
        PortugueseStemmer stemmer = new PortugueseStemmer();
        for (int i = 0; i < count; i++) {
            starts[i] = found.get(i)[0];
            ends[i] = found.get(i)[1];
            String lower = text.substring(starts[i], ends[i]).toLowerCase(Locale.ROOT);
            folded[i] = fold(lower);
            stems[i] = stem(lower, folded[i], stemmer);
        }
        return new Words(text, starts, ends, folded, stems, SentenceBreaks.of(text, starts, ends, folded));
    }

    private static boolean isWordPart(int code) {
        return Character.isLetterOrDigit(code) || Character.getType(code) == Character.NON_SPACING_MARK;
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        boolean digits = true;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            if (isWordPart(code)) {
                digits &= Character.isDigit(code);
                at += Character.charCount(code);
            } else if (digits
                    && ".,/:".indexOf(code) >= 0
                    && at + 1 < text.length()
                    && Character.isDigit(text.charAt(at + 1))) {
                at++;
            } else {
                break;
            }
        }
        if (digits && at < text.length() && "%°".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Without accents; what is not of the Latin script stays as it is, and so does what is nothing but accents. */
    public static String fold(String lower) {
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) > 127) {
                String folded = Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{Mn}+", "");
                return folded.isEmpty() ? lower : folded;
            }
        }
        return lower;
    }

    private static String stem(String lower, String folded, PortugueseStemmer stemmer) {
        if (folded.length() < 3 || folded.length() > LONGEST_STEMMED || Character.isDigit(folded.charAt(0))) {
            return folded;
        }
        stemmer.setCurrent(lower);
        stemmer.stem();
        String stem = fold(stemmer.getCurrent());
        return stem.isEmpty() ? folded : stem;
    }

    public String text() {
        return text;
    }

    /** How many words there are. */
    public int size() {
        return starts.length;
    }

    /** Where a word starts in the text. */
    public int start(int word) {
        return starts[word];
    }

    /** Where a word ends in the text, exclusive. */
    public int end(int word) {
        return ends[word];
    }

    /** In lower case without accents. */
    public String folded(int word) {
        return folded[word];
    }

    public String stem(int word) {
        return stems[word];
    }

    /** Whether it is of a closed class: {@link Portuguese#isFunction}. */
    public boolean isFunction(int word) {
        return function[word];
    }

    public int sentences() {
        return sentences.length - 1;
    }

    /** The first word of a sentence. */
    public int first(int sentence) {
        return sentences[sentence];
    }

    /** The word after the last of a sentence. */
    public int last(int sentence) {
        return sentences[sentence + 1];
    }

    /** The sentence that a word is in. */
    public int sentenceOf(int word) {
        int found = Arrays.binarySearch(sentences, word);
        int sentence = found >= 0 ? found : -found - 2;
        while (sentence + 1 < sentences.length && sentences[sentence + 1] <= word) {
            sentence++;
        }
        return sentence;
    }

    /** What stands between a word and the one before; from the text's start for the first. */
    public String gapBefore(int word) {
        return text.substring(word == 0 ? 0 : ends[word - 1], starts[word]);
    }

    /** What stands behind a word, to the next one or the text's end. */
    public String gapAfter(int word) {
        return text.substring(ends[word], word + 1 < starts.length ? starts[word + 1] : text.length());
    }
}
