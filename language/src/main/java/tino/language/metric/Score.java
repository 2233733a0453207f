package tino.language.metric;

/**
 * Precision, recall and their harmonic mean, each 0 to 1.
 *
 * @param precision share of the candidate that is in the reference
 * @param recall share of the reference that is in the candidate
 */
public record Score(double precision, double recall, double f1) {
    public static final Score NONE = new Score(0, 0, 0);

    static Score of(double precision, double recall) {
        double sum = precision + recall;
        return new Score(precision, recall, sum > 0 ? 2 * precision * recall / sum : 0);
    }

    /** @param candidate units of the candidate, an empty side gives 0 */
    static Score ofCounts(int common, int candidate, int reference) {
        return of((double) common / Math.max(candidate, 1), (double) common / Math.max(reference, 1));
    }
}
