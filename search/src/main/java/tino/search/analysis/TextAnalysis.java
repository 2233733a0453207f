package tino.search.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.br.BrazilianStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** How the texts of one language become terms. Accents and case never matter. */
public enum TextAnalysis {
    /** Brazilian Portuguese: Lucene's stop words, accents folded, Brazilian stemmer. */
    PT("pt", BrazilianAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new BrazilianStemFilter(words);
        }
    },
    /** English: Lucene's stop words, accents folded, Porter's stemmer. */
    EN("en", EnglishAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new PorterStemFilter(new EnglishPossessiveFilter(words));
        }
    };

    /** Length of the character n-grams: 4 is best for European languages (McNamee and Mayfield 2004). */
    public static final int GRAM = 4;

    private final String language;
    private final CharArraySet stopWords;
    private final Analyzer words;
    private final Analyzer grams;
    private final Analyzer unstemmed;

    TextAnalysis(String language, CharArraySet stopWords) {
        this.language = language;
        this.stopWords = folded(stopWords);
        this.words = new Chain(this::stem);
        this.grams = new Chain(known -> new NGramTokenFilter(known, GRAM, GRAM, true));
        this.unstemmed = new Chain(known -> known);
    }

    /** @throws IllegalArgumentException if the language is neither {@code pt} nor {@code en} */
    public static TextAnalysis of(String language) {
        for (TextAnalysis analysis : values()) {
            if (analysis.language.equals(language)) {
                return analysis;
            }
        }
        throw new IllegalArgumentException("Texts are analysed in 'pt' or 'en', got '" + language + "'");
    }

    /** Stems without stop words. */
    public Analyzer words() {
        return words;
    }

    /** Character 4-grams within words, beside the words. They match across inflections, compounds and slips of the pen. */
    public Analyzer grams() {
        return grams;
    }

    /** Words in lower case without accents and stop words. */
    public Analyzer unstemmed() {
        return unstemmed;
    }

    /** The terms that an analyzer makes of a text, in order. */
    public static List<String> terms(Analyzer analyzer, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a string cannot fail", e);
        }
        return terms;
    }

    abstract TokenStream stem(TokenStream words);

    private static CharArraySet folded(CharArraySet words) {
        CharArraySet folded = new CharArraySet(words, false);
        for (Object word : words) {
            char[] from = (char[]) word;
            char[] to = new char[4 * from.length];
            int length = ASCIIFoldingFilter.foldToASCII(from, 0, to, 0, from.length);
            folded.add(new String(to, 0, length));
        }
        return folded;
    }

    private final class Chain extends Analyzer {
        private final UnaryOperator<TokenStream> last;

        private Chain(UnaryOperator<TokenStream> last) {
            this.last = last;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer source = new StandardTokenizer();
            TokenStream folded = new ASCIIFoldingFilter(new LowerCaseFilter(source));
            return new TokenStreamComponents(source, last.apply(new StopFilter(folded, stopWords)));
        }
    }
}
