package tino.language.extract;

import java.util.List;
import tino.language.Retrieved;

/** How likely each of the passages found is the one that answers. */
final class PassageWeights {
    /** Shares of questions whose answer a good retriever has at each place; used where scores are no probabilities. */
    private static final double[] BY_PLACE = {.85, .08, .03, .02, .01};

    private PassageWeights() {}

    /** Scores that lie between 0 and 1 and add up to at most 1 are probabilities, as a re-ranker gives them; else places count. */
    static double[] of(List<Retrieved> passages) {
        double sum = 0;
        boolean between = true;
        for (Retrieved passage : passages) {
            sum += passage.score();
            between &= passage.score() >= 0 && passage.score() <= 1;
        }
        double[] weights = new double[passages.size()];
        boolean probabilities = between && sum > 0 && sum <= 1 + 1e-6;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = probabilities ? passages.get(i).score() : BY_PLACE[Math.min(i, BY_PLACE.length - 1)];
        }
        return weights;
    }
}
