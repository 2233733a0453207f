package tino.prediction.metric;

/**
 * Decisions beside what came true. Shares of nothing are 0, as in scikit-learn.
 *
 * @param truePositives said yes, was yes
 * @param falsePositives said yes, was no
 * @param falseNegatives said no, was yes
 * @param trueNegatives said no, was no
 */
public record Confusion(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    /** Yes is said from the threshold on. */
    public static Confusion at(double threshold, double[] probabilities, boolean[] labels) {
        long[] counts = new long[4];
        for (int i = 0; i < labels.length; i++) {
            counts[(probabilities[i] >= threshold ? 0 : 2) + (labels[i] ? 0 : 1)]++;
        }
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }

    public long cases() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    /** Cases of which yes was said. */
    public long called() {
        return truePositives + falsePositives;
    }

    /** Share of wrong decisions. */
    public double error() {
        return share(falsePositives + falseNegatives, cases());
    }

    /** Share of those called that were yes. */
    public double precision() {
        return share(truePositives, called());
    }

    /** Share of those that were yes that were called. */
    public double recall() {
        return share(truePositives, truePositives + falseNegatives);
    }

    /** Share of all cases that were called. */
    public double calledShare() {
        return share(called(), cases());
    }

    /** Harmonic mean of precision and recall (van Rijsbergen, "Information Retrieval", 1979). */
    public double f1() {
        return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    private static double share(long part, long of) {
        return of == 0 ? 0 : (double) part / of;
    }
}
