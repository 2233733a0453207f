package tino.search.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.jspecify.annotations.Nullable;

/**
 * A filter worked out once for one searcher: a hybrid search asks it twice, and working out distances is most of such a search's
 * time.
 */
final class Matches extends Query {
    private final @Nullable BitSet[] leaves;

    private Matches(@Nullable BitSet[] leaves) {
        this.leaves = leaves;
    }

    /** @return a query that matches the same documents of this searcher, and of no other */
    static Matches of(IndexSearcher searcher, Query filter) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<LeafReaderContext> contexts = searcher.getLeafContexts();
        @Nullable BitSet[] leaves = new BitSet[contexts.size()];
        for (LeafReaderContext leaf : contexts) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                leaves[leaf.ord] = BitSet.of(scorer.iterator(), leaf.reader().maxDoc());
            }
        }
        return new Matches(leaves);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) {
                BitSet bits = leaves[leaf.ord];
                if (bits == null) {
                    return null;
                }
                DocIdSetIterator matches = new BitSetIterator(bits, bits.approximateCardinality());
                return new DefaultScorerSupplier(new ConstantScoreScorer(boost, mode, matches));
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "matches";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
