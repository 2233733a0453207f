package tino.search.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected numbers: the formulas of the papers named in the classes, worked out by hand. */
final class FusionTest {
    private static final double[] TEXT = {8, 4, 0, 4};
    private static final double[] SIMILARITY = {.5, .9, .7, Double.NaN};

    @Test
    void reciprocalRankAddsTheReciprocalsOfTheRanksInEachList() {
        double[] fused = new ReciprocalRank(60, .5).scores(TEXT, SIMILARITY);
        assertThat(fused)
                .containsExactly(new double[] {.5 / 61 + .5 / 63, .5 / 62 + .5 / 61, .5 / 62, .5 / 62}, within(1e-15));
    }

    @Test
    void reciprocalRankGivesEqualScoresEqualRanks() {
        double[] fused = new ReciprocalRank(0, 1).scores(new double[] {2, 1, 2, 1}, new double[4]);
        assertThat(fused).containsExactly(1, 1 / 3.0, 1, 1 / 3.0);
    }

    @Test
    void weightedSumBringsBothListsToOneScale() {
        double[] fused = new WeightedSum(.6).scores(TEXT, SIMILARITY);
        assertThat(fused).containsExactly(new double[] {.6, .6 * .5 + .4, .4 * .2 / .4, .6 * .5}, within(1e-12));
    }

    @Test
    void oneListAloneKeepsItsOrder() {
        double[] none = {Double.NaN, Double.NaN, Double.NaN};
        for (Fusion fusion : new Fusion[] {ReciprocalRank.STANDARD, new WeightedSum(.5)}) {
            double[] byText = fusion.scores(new double[] {1, 3, 2}, none);
            assertThat(byText[1]).isGreaterThan(byText[2]);
            assertThat(byText[2]).isGreaterThan(byText[0]);
            double[] byVector = fusion.scores(new double[3], new double[] {.1, .3, .2});
            assertThat(byVector[1]).isGreaterThan(byVector[2]);
            assertThat(byVector[2]).isGreaterThan(byVector[0]);
            assertThat(fusion.scores(new double[0], new double[0])).isEmpty();
        }
    }

    @Test
    void refusesWeightsOutsideTheirRange() {
        assertThatThrownBy(() -> new WeightedSum(1.5)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new ReciprocalRank(60, -1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new ReciprocalRank(Double.NaN, .5)).hasMessageContaining("0 or more");
    }
}
