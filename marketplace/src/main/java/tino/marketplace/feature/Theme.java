package tino.marketplace.feature;

/** What features are about, in words that people understand; one theme is said once, however many features speak of it. */
public enum Theme {
    /** What was asked for is what the profile speaks of. */
    MATCH,
    /** In the category that was asked for. */
    CATEGORY,
    NEAR,
    RATED,
    PRICE,
    ANSWERS,
    TRUST,
    QUALIFIED,
    DISPUTES,
    /** How much, and how lately, somebody has written about themselves. */
    PROFILE
}
