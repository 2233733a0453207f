package tino.lifecycle.alert;

/** What is made of the samples of a metric before they are compared. */
public enum Aggregation {
    /** What the metric is now; of several series the one nearest to alarm. */
    VALUE,
    /** How fast a counter grew within the window, per second, added up over its series. */
    RATE,
    /** A quantile of what a histogram recorded within the window, by linear interpolation in its bucket. */
    QUANTILE,
    /** Whether there is no number at all; nothing is compared. */
    ABSENT;

    boolean looksBack() {
        return this == RATE || this == QUANTILE;
    }
}
