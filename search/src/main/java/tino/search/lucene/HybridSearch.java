package tino.search.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.Hit;
import tino.search.fusion.Fusion;

/**
 * One search by text and vector over one point-in-time view: the best of each list under the filter, both scores computed
 * exactly for every candidate of either list, then fused.
 */
record HybridSearch(IndexSearcher searcher, Function<BytesRef, Document> decoder, Fusion fusion, int depth) {

    private static final ScoreDoc[] NONE = {};

    List<Hit> search(@Nullable Query text, float @Nullable [] vector, @Nullable Query filters, int size)
            throws IOException {
        Query filter = filters == null || text == null || vector == null ? filters : Matches.of(searcher, filters);
        int most = Math.max(size, depth);
        ScoreDoc[] matching = text == null ? NONE : best(under(filter, text), most);
        ScoreDoc[] nearest = vector == null ? NONE : nearest(vector, filter, most);
        int[] candidates = Stream.of(matching, nearest)
                .flatMap(Arrays::stream)
                .mapToInt(hit -> hit.doc)
                .sorted()
                .distinct()
                .toArray();
        double[] bm25 = text == null
                ? new double[candidates.length]
                // A list that is not full has all that match.
                : scores(
                        candidates,
                        matching,
                        missing -> matching.length < most ? new double[missing.length] : textScores(text, missing));
        double[] similarity = scores(candidates, nearest, missing -> similarities(vector, missing));
        double[] fused = fusion.scores(bm25, similarity);
        int[] order = IntStream.range(0, candidates.length)
                .boxed()
                .sorted((a, b) -> {
                    int byScore = Double.compare(fused[b], fused[a]);
                    return byScore != 0 ? byScore : Integer.compare(a, b);
                })
                .limit(size)
                .mapToInt(Integer::intValue)
                .toArray();
        Document[] documents = documents(candidates, order);
        return IntStream.range(0, order.length)
                .mapToObj(i -> new Hit(documents[i], fused[order[i]], bm25[order[i]], similarity[order[i]]))
                .toList();
    }

    private ScoreDoc[] nearest(float[] vector, @Nullable Query filter, int most) throws IOException {
        IndexReader reader = searcher.getIndexReader();
        if (filter != null || reader.hasDeletions() || reader.maxDoc() > most) {
            return best(new KnnFloatVectorQuery(Fields.VECTOR, vector, most, filter), most);
        }
        // All are wanted: no graph leads there faster than one after another.
        double[] similarities =
                similarities(vector, IntStream.range(0, reader.maxDoc()).toArray());
        return IntStream.range(0, similarities.length)
                .filter(doc -> Double.isFinite(similarities[doc]))
                .mapToObj(doc -> new ScoreDoc(doc, (float) similarities[doc]))
                .toArray(ScoreDoc[]::new);
    }

    private static Query under(@Nullable Query filter, Query query) {
        return filter == null
                ? query
                : new BooleanQuery.Builder()
                        .add(query, Occur.MUST)
                        .add(filter, Occur.FILTER)
                        .build();
    }

    private ScoreDoc[] best(Query query, int most) throws IOException {
        return searcher.search(query, new TopScoreDocCollectorManager(most, null, most)).scoreDocs;
    }

    private interface Scoring {
        /** One score for each of the ascending doc ids. */
        double[] of(int[] docs) throws IOException;
    }

    /** The scores of ascending candidates: of those in a list from there, of the others by scoring them. */
    private static double[] scores(int[] candidates, ScoreDoc[] list, Scoring others) throws IOException {
        double[] scores = new double[candidates.length];
        boolean[] known = new boolean[candidates.length];
        for (ScoreDoc hit : list) {
            int at = Arrays.binarySearch(candidates, hit.doc);
            scores[at] = hit.score;
            known[at] = true;
        }
        int[] missing =
                IntStream.range(0, candidates.length).filter(i -> !known[i]).toArray();
        double[] found =
                others.of(Arrays.stream(missing).map(i -> candidates[i]).toArray());
        for (int i = 0; i < missing.length; i++) {
            scores[missing[i]] = found[i];
        }
        return scores;
    }

    /** Exact BM25, as {@link IndexSearcher} computes it; 0 where nothing matches. */
    private double[] textScores(Query text, int[] docs) throws IOException {
        double[] scores = new double[docs.length];
        Weight weight = searcher.createWeight(searcher.rewrite(text), ScoreMode.COMPLETE, 1);
        eachLeaf(docs, (leaf, from, to) -> {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                DocIdSetIterator matches = scorer.iterator();
                for (int i = from; i < to; i++) {
                    int doc = docs[i] - leaf.docBase;
                    if (matches.docID() < doc) {
                        matches.advance(doc);
                    }
                    if (matches.docID() == doc) {
                        scores[i] = scorer.score();
                    }
                }
            }
        });
        return scores;
    }

    /** {@code (1 + cos) / 2}, as Lucene scores nearest neighbours; NaN where there is no vector. */
    private double[] similarities(float @Nullable [] vector, int[] docs) throws IOException {
        double[] similarities = new double[docs.length];
        Arrays.fill(similarities, Double.NaN);
        if (vector == null) {
            return similarities;
        }
        eachLeaf(docs, (leaf, from, to) -> {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            if (vectors != null) {
                KnnVectorValues.DocIndexIterator known = vectors.iterator();
                for (int i = from; i < to; i++) {
                    int doc = docs[i] - leaf.docBase;
                    if (known.docID() < doc) {
                        known.advance(doc);
                    }
                    if (known.docID() == doc) {
                        similarities[i] = VectorSimilarityFunction.DOT_PRODUCT.compare(
                                vector, vectors.vectorValue(known.index()));
                    }
                }
            }
        });
        return similarities;
    }

    /** The documents of {@code docs[order[0]], docs[order[1]], …}; doc values are read in ascending order. */
    private Document[] documents(int[] docs, int[] order) throws IOException {
        int[] place = new int[docs.length];
        Arrays.fill(place, -1);
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        Document[] documents = new Document[order.length];
        eachLeaf(docs, (leaf, from, to) -> {
            BinaryDocValues stored = leaf.reader().getBinaryDocValues(Fields.DOCUMENT);
            for (int i = from; i < to; i++) {
                if (place[i] >= 0 && stored.advanceExact(docs[i] - leaf.docBase)) {
                    documents[place[i]] = decoder.apply(stored.binaryValue());
                }
            }
        });
        return documents;
    }

    /** Calls once a segment with its range of the ascending doc ids. */
    private void eachLeaf(int[] docs, LeafRange range) throws IOException {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        int from = 0;
        while (from < docs.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[from], leaves));
            int end = leaf.docBase + leaf.reader().maxDoc();
            int to = from;
            while (to < docs.length && docs[to] < end) {
                to++;
            }
            range.accept(leaf, from, to);
            from = to;
        }
    }

    private interface LeafRange {
        void accept(LeafReaderContext leaf, int from, int to) throws IOException;
    }
}
