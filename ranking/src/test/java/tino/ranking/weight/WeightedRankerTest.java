package tino.ranking.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Layouts;
import tino.ranking.Ranking;

final class WeightedRankerTest {
    private static final FeatureLayout LAYOUT = Layouts.of("sim_semantico", "score_confianca");

    private static double[] scores(Weights weights, float... rows) {
        double[] scores = new double[rows.length / 2];
        new WeightedRanker(LAYOUT, weights).score(rows, scores.length, scores);
        return scores;
    }

    @Test
    void sumsWeightTimesValueClampedToTheUnitInterval() {
        Weights weights = new Weights(Map.of("sim_semantico", 0.4, "score_confianca", 0.2));
        assertThat(scores(weights, 0.5f, 1, 7, -3)[0]).isCloseTo(0.4, within(1e-7));
        assertThat(scores(weights, 0.5f, 1, 7, -3)[1]).isCloseTo(0.4, within(1e-7));
    }

    @Test
    void countsAMissingValueAndAnUnnamedWeightAsNothing() {
        assertThat(scores(new Weights(Map.of("sim_semantico", 1.0)), Float.NaN, 1))
                .containsExactly(0);
    }

    /** The seed's own test_rank_hits_ordering: similarities .2, .9, .5 rank as 2, 3, 1. */
    @Test
    void ordersAsTheSeedsTestAsks() {
        double[] scores = scores(new Weights(Map.of("sim_semantico", 1.0)), 0.2f, 0, 0.9f, 0, 0.5f, 0);
        assertThat(Ranking.by(scores, Ranking.WEIGHTS).order()).containsExactly(1, 2, 0);
    }

    @Test
    void refusesWeightsThatAreNoneAndFeaturesThatThereAreNot() {
        assertThatThrownBy(() -> new Weights(Map.of("sim_semantico", -0.1)))
                .hasMessageContaining("sim_semantico = -0.1");
        assertThatThrownBy(() -> new Weights(Map.of("sim_semantico", Double.NaN)))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new WeightedRanker(LAYOUT, new Weights(Map.of("sim_semantic", 1.0))))
                .hasMessageContaining("[sim_semantic]")
                .hasMessageContaining("[sim_semantico, score_confianca]");
    }
}
