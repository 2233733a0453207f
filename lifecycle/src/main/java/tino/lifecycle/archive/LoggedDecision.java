package tino.lifecycle.archive;

import java.util.UUID;

/**
 * A decision as it was logged: what was scored, from which features, and what came of it. A ranking has a row for each item
 * shown, an answer as a whole (yes or no) has one row.
 *
 * @param by who answered, e.g. {@code marketplace-ranker:3}
 * @param layout fingerprint of the vectors
 * @param positions by row, where it stood, 1 is the top; rising. Of yes or no, 1 is yes and 2 no
 * @param scores by row, by whom it was answered
 * @param grades by row, the highest of what came of it, 0 for nothing; of a prediction the last, NaN while nothing is known
 * @param vectors of features, one a row, one after another; NaN is missing
 */
public record LoggedDecision(
        UUID decision, String by, String layout, int[] positions, float[] scores, float[] grades, float[] vectors) {

    public int rows() {
        return positions.length;
    }
}
