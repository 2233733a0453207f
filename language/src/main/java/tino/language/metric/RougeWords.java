package tino.language.metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.pt.PortugueseStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** What counts as a word, and when two words are the same. Case never matters. */
public enum RougeWords {
    /** As the original scorer: runs of {@code a-z} and {@code 0-9}; every other letter separates, so "ação" is {@code a} and {@code o}. */
    ORIGINAL("[a-z0-9]+"),
    /** As the original scorer with stemming: words of more than three letters by Porter's stemmer in NLTK's form. */
    ORIGINAL_STEMMED("[a-z0-9]+") {
        @Override
        String stem(String word) {
            return PorterStemmer.stem(word);
        }
    },
    /** Runs of letters and digits of any script, accents kept and composed (NFC). */
    PORTUGUESE("[\\p{L}\\p{N}\\p{M}]+"),
    /**
     * Likewise, words of more than three letters by Lucene's Portuguese stemmer (Orengo and Huyck, "A stemming algorithm for the Portuguese
     * language", SPIRE 2001), whose stems have no accents; shorter words keep theirs, so "e" and "é" differ.
     */
    PORTUGUESE_STEMMED("[\\p{L}\\p{N}\\p{M}]+") {
        @Override
        String stem(String word) {
            return portugueseStem(word);
        }
    };

    private static final int LONGEST_UNSTEMMED = 3;

    private static final Analyzer PORTUGUESE_STEMS = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            WhitespaceTokenizer source = new WhitespaceTokenizer();
            return new TokenStreamComponents(source, new PortugueseStemFilter(source));
        }
    };

    private final Pattern word;

    RougeWords(String word) {
        this.word = Pattern.compile(word);
    }

    /** The words of a text in order. */
    public List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = word.matcher(composed(text).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String found = matcher.group();
            String stem = found.length() > LONGEST_UNSTEMMED ? stem(found) : found;
            if (!stem.isEmpty()) {
                words.add(stem);
            }
        }
        return words;
    }

    String stem(String word) {
        return word;
    }

    private String composed(String text) {
        return this == ORIGINAL || this == ORIGINAL_STEMMED ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String portugueseStem(String word) {
        try (TokenStream stream = PORTUGUESE_STEMS.tokenStream("", word)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            String stem = stream.incrementToken() ? term.toString() : "";
            stream.end();
            return stem;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a string cannot fail", e);
        }
    }
}
