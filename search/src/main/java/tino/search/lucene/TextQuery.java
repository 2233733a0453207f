package tino.search.lucene;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import tino.search.IndexSchema;
import tino.search.analysis.TextAnalysis;

/** A person's words as a query: any term in any text field, each field with its boost. */
final class TextQuery {
    /**
     * N-grams in a greater share of the documents, and in more than so many, are left out of a query: they say next to nothing of
     * any, and reading who has them is most of a search's time.
     */
    private static final double COMMON = .1;

    private static final int MANY = 5_000;

    private final IndexSchema schema;
    private final TextAnalysis analysis;
    private final float gramWeight;

    TextQuery(IndexSchema schema, float gramWeight) {
        this.schema = schema;
        this.analysis = TextAnalysis.of(schema.language());
        this.gramWeight = gramWeight;
    }

    /** {@code null} if nothing is left to search for, as with stop words only. */
    @Nullable
    Query of(String text, IndexSearcher searcher) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Map<String, Integer> words = counted(analysis.words(), text);
        Map<String, Integer> grams = gramWeight > 0 ? counted(analysis.grams(), text) : Map.of();
        int most = (int) Math.max(MANY, COMMON * searcher.getIndexReader().maxDoc());
        int clauses = 0;
        for (Map.Entry<String, Float> field : schema.texts().entrySet()) {
            clauses += add(any, Fields.words(field.getKey()), words, field.getValue(), searcher, Integer.MAX_VALUE);
            clauses += add(any, Fields.grams(field.getKey()), grams, gramWeight * field.getValue(), searcher, most);
        }
        return clauses == 0 ? null : any.build();
    }

    /** @param most documents that a term may be in */
    private static int add(
            BooleanQuery.Builder any,
            String field,
            Map<String, Integer> terms,
            float boost,
            IndexSearcher searcher,
            int most)
            throws IOException {
        int added = 0;
        for (Map.Entry<String, Integer> counted : terms.entrySet()) {
            Term term = new Term(field, counted.getKey());
            TermStates states = TermStates.build(searcher, term, true);
            if (states.docFreq() <= most) {
                any.add(new BoostQuery(new TermQuery(term, states), boost * counted.getValue()), Occur.SHOULD);
                added++;
            }
        }
        return added;
    }

    /** Terms with their number of occurrences; a long text's later terms are left out, for Lucene bounds a query's clauses. */
    private Map<String, Integer> counted(Analyzer analyzer, String text) {
        int most = IndexSearcher.getMaxClauseCount() / (2 * schema.texts().size());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String term : TextAnalysis.terms(analyzer, text)) {
            if (counts.size() < most || counts.containsKey(term)) {
                counts.merge(term, 1, Integer::sum);
            }
        }
        return counts;
    }
}
