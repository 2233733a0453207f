package tino.language.retrieve;

import java.util.List;
import tino.language.Retrieved;
import tino.language.Retriever;

/**
 * A retriever whose best passages are put into a better order. Scores are probabilities, as {@link Reranker#rerank} gives them.
 *
 * @param first finds candidates
 * @param depth candidates that are looked at, at least those asked for
 */
public record RerankingRetriever(Retriever first, Reranker reranker, int depth) implements Retriever {
    /** Deeper, nothing more is found in time that pays. */
    public static final int DEPTH = 20;

    public RerankingRetriever {
        if (depth < 1) {
            throw new IllegalArgumentException("A re-ranker looks at 1 candidate or more, got " + depth);
        }
    }

    public RerankingRetriever(Retriever first, Reranker reranker) {
        this(first, reranker, DEPTH);
    }

    @Override
    public List<Retrieved> retrieve(String question, int most) {
        List<Retrieved> ranked = reranker.rerank(question, first.retrieve(question, Math.max(most, depth)));
        return ranked.subList(0, Math.min(most, ranked.size()));
    }
}
