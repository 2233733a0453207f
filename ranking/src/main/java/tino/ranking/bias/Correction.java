package tino.ranking.bias;

/** What is done about the top being looked at more often than the rest. */
public enum Correction {
    /** Nothing: an outcome counts the same wherever it was, so the model learns part of the old order as taste. */
    NONE,
    /**
     * Every outcome counts 1/propensity of its position: Joachims, Swaminathan and Schnabel, "Unbiased learning-to-rank
     * with biased feedback", WSDM 2017.
     */
    INVERSE_PROPENSITY,
    /**
     * The library's own option: LightGBM learns an additive bias of each position beside the trees (its {@code position}
     * field); XGBoost estimates pairwise propensities as it goes (its {@code lambdarank_unbiased}, after Hu et al.,
     * "Unbiased LambdaMART", WWW 2019).
     */
    POSITION
}
