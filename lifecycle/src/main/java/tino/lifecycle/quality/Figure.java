package tino.lifecycle.quality;

import java.util.Locale;

/** What can be said of answers in one number of 0 to 1. */
public enum Figure {
    /** Share with any outcome. */
    OUTCOME,
    /** Share with a success, among the first where there is an order. */
    HIT,
    /** Share that the fallback had to give. */
    FALLBACK,
    /** Normalised discounted cumulative gain of lists of which something came. */
    NDCG,
    /** Share of right decisions. */
    ACCURACY,
    /** Share of the yeses that were right. */
    PRECISION,
    /** Share of those who should have got a yes that did. */
    RECALL,
    /** Expected calibration error of probabilities. */
    CALIBRATION;

    /** As meters and texts call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
