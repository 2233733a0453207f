package tino.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RankingTest {
    @Test
    void keepsTheOrderOfRecallAmongEqualScoresAndPutsNoNumberLast() {
        double[] scores = {0.5, Double.NaN, 0.9, 0.5, -0.0, 0.0};
        assertThat(Ranking.by(scores, Ranking.WEIGHTS).order()).containsExactly(2, 0, 3, 4, 5, 1);
    }

    @Test
    void ordersAPartOfManyScores() {
        assertThat(Ranking.order(new double[] {9, 1, 2, 3, 9}, 1, 3)).containsExactly(2, 1, 0);
    }
}
