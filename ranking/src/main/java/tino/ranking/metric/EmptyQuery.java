package tino.ranking.metric;

/** What a query without any relevant document counts, for which nDCG, MRR and MAP are 0/0. */
public enum EmptyQuery {
    /** 1: nothing could be ordered wrongly; LightGBM's rule and XGBoost's. */
    ONE,
    /** 0: scikit-learn's {@code ndcg_score}. */
    ZERO,
    /** Left out of the mean: trec_eval's, where a query without relevant documents is not in the judgements. */
    SKIP
}
