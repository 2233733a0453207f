package tino.ranking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Answered;
import tino.lifecycle.serving.Served.Fallback;

/**
 * Candidates in order.
 *
 * @param order row numbers, best first; equal scores keep the order the rows came in
 * @param scores by row number (not by rank)
 * @param rankedBy {@code marketplace-ranker:3}, {@code marketplace-ranker:interleaved}, or {@code weights}
 * @param fallback why the weights ranked although a model was asked for, {@code null} otherwise
 * @param answered who ranked, for the event that says what was shown; {@code null} for a ranking nobody is shown
 * @param teams by rank whose choice stands there, {@code ABBA…}, where two rankers filled one list; {@code null} otherwise
 */
public record Ranking(
        int[] order,
        double[] scores,
        String rankedBy,
        @Nullable Fallback fallback,
        @Nullable Answered answered,
        @Nullable String teams) {

    /** What {@link #rankedBy} says when the weights did it. */
    public static final String WEIGHTS = "weights";

    /** What {@link #rankedBy} says after the model's name when two of its versions, or one and the weights, did it together. */
    public static final String INTERLEAVED = "interleaved";

    /** Orders by score, best first; equal scores keep the order the rows came in, NaN comes last. */
    public static Ranking by(double[] scores, String rankedBy) {
        return new Ranking(order(scores, 0, scores.length), scores, rankedBy, null, null, null);
    }

    /** Numbers {@code 0 … count-1} of the scores from {@code from} on, best first, as {@link #by} orders them. */
    public static int[] order(double[] scores, int from, int count) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> compare(scores[from + a], scores[from + b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static int compare(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        // Not Double.compare, for which 0.0 is above -0.0.
        return a > b ? -1 : a < b ? 1 : 0;
    }
}
