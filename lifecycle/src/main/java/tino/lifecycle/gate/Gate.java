package tino.lifecycle.gate;

import java.util.List;

/** What a trained version must pass before it may be released. All checks must hold. */
public record Gate(List<Check> checks) {

    /** One condition on one metric of the evaluation over the test rows. */
    public sealed interface Check {
        String metric();

        /** The challenger's mean is at least {@code factor} × the champion's; holds where there is no champion yet. */
        record NotWorseThanChampion(String metric, double factor) implements Check {}

        /** The challenger's mean is above the fallback's, and the paired bootstrap interval of the gain lies above {@code -tolerance}. */
        record BetterThanFallback(String metric, double tolerance) implements Check {}

        /** The challenger's mean is at least this. */
        record AtLeast(String metric, double value) implements Check {}

        /** The challenger's mean is at most this. */
        record AtMost(String metric, double value) implements Check {}
    }
}
