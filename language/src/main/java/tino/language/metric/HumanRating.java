package tino.language.metric;

import tino.lifecycle.statistic.Interval;

/** What people thought of answers: thumbs up and down. */
public record HumanRating(long up, long down) {
    public HumanRating {
        if (up < 0 || down < 0) {
            throw new IllegalArgumentException(
                    "Expected thumbs of at least 0, got " + up + " up and " + down + " down.");
        }
    }

    /** Share of thumbs up with Wilson's interval; not a number without any. @param confidence e.g. 0.95 */
    public Interval share(double confidence) {
        return Interval.share(up, up + down, confidence);
    }
}
