package tino.ranking.metric;

/** What a relevance grade is worth at the top of a list. */
public enum Gain {
    /** The grade itself: Järvelin and Kekäläinen 2002; trec_eval's {@code ndcg}; scikit-learn's {@code ndcg_score}. */
    LINEAR {
        @Override
        public double of(double grade) {
            return grade;
        }
    },
    /** 2^grade − 1: Burges et al. 2005; LightGBM's and XGBoost's {@code ndcg}. */
    EXPONENTIAL {
        @Override
        public double of(double grade) {
            return Math.pow(2, grade) - 1;
        }
    };

    public abstract double of(double grade);
}
