package tino.prediction.threshold;

/**
 * A threshold and what is known of it: yes is said of cases whose probability is at least {@code threshold}.
 *
 * @param threshold within (0, 1)
 * @param precision of those called among the cases it was chosen over
 * @param recall likewise
 * @param bound what holds of the promised one with 95 % confidence; NaN where nothing is promised
 * @param called cases called
 * @param cases it was chosen over
 */
public record Threshold(
        OperatingMode mode, double threshold, double precision, double recall, double bound, long called, long cases)
        implements Choice {

    public Threshold {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException(
                    "Expected a threshold within (0, 1) for " + mode.name() + ", got " + threshold);
        }
    }
}
