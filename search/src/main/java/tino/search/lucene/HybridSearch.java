package tino.search.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
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
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.Hit;
import tino.search.fusion.Fusion;

/**
 * One search by text and vector over one point-in-time view: the best of each list under the filter, both scores computed
 * exactly for every candidate of either list, then fused.
 */
record HybridSearch(IndexSearcher searcher, DocumentCodec codec, Fusion fusion, int depth) {

    private static final int[] NONE = {};

    List<Hit> search(@Nullable Query text, float @Nullable [] vector, @Nullable Query filters, int size)
            throws IOException {
        Query filter = filters == null || text == null || vector == null ? filters : Matches.of(searcher, filters);
        int most = Math.max(size, depth);
        int[] candidates = IntStream.concat(
                        Arrays.stream(text == null ? NONE : best(under(filter, text), most)),
                        Arrays.stream(vector == null ? NONE : nearest(vector, filter, most)))
                .sorted()
                .distinct()
                .toArray();
        double[] bm25 = new double[candidates.length];
        if (text != null) {
            addTextScores(text, candidates, bm25);
        }
        double[] similarity = new double[candidates.length];
        Arrays.fill(similarity, Double.NaN);
        if (vector != null) {
            setSimilarities(vector, candidates, similarity);
        }
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

    private static Query under(@Nullable Query filter, Query query) {
        return filter == null
                ? query
                : new BooleanQuery.Builder()
                        .add(query, Occur.MUST)
                        .add(filter, Occur.FILTER)
                        .build();
    }

    private int[] nearest(float[] vector, @Nullable Query filter, int most) throws IOException {
        return best(new KnnFloatVectorQuery(Fields.VECTOR, vector, most, filter), most);
    }

    private int[] best(Query query, int most) throws IOException {
        ScoreDoc[] best = searcher.search(query, new TopScoreDocCollectorManager(most, null, most)).scoreDocs;
        return Arrays.stream(best).mapToInt(hit -> hit.doc).toArray();
    }

    /** Exact BM25 of ascending doc ids, as {@link IndexSearcher} computes it; 0 where nothing matches. */
    private void addTextScores(Query text, int[] docs, double[] scores) throws IOException {
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
    }

    private void setSimilarities(float[] vector, int[] docs, double[] similarities) throws IOException {
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
                        float cosine = VectorUtil.dotProduct(vector, vectors.vectorValue(known.index()));
                        similarities[i] = Math.clamp((1 + cosine) / 2, 0, 1);
                    }
                }
            }
        });
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
                    documents[place[i]] = codec.decode(stored.binaryValue());
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
