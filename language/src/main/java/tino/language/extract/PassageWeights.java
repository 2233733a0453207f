package tino.language.extract;

import java.util.List;
import tino.language.Retrieved;

/** How likely each of the passages found is the one that answers. */
final class PassageWeights {
    private PassageWeights() {}

    /**
     * Scores that lie between 0 and 1 and add up to at most 1 are probabilities, as a re-ranker gives them. Else places count, gently: how
     * well a passage fits, its spans show, too.
     */
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
            weights[i] = probabilities ? passages.get(i).score() : 1.0 / (i + 1);
        }
        return weights;
    }
}
