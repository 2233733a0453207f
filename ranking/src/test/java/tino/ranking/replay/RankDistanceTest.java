package tino.ranking.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RankDistanceTest {
    private static final int[] ABC = {0, 1, 2};
    private static final int[] CBA = {2, 1, 0};

    /** Wikipedia, "Kendall tau distance": five people by height and by weight, four of the ten pairs in the other order. */
    @Test
    void hasTauOfTheKnownDistance() {
        assertThat(RankDistance.tau(new int[] {0, 1, 2, 3, 4}, new int[] {2, 3, 0, 1, 4}))
                .isCloseTo(1 - 2 * 0.4, within(1e-12));
        assertThat(RankDistance.tau(ABC, CBA)).isEqualTo(-1);
        assertThat(RankDistance.tau(ABC, ABC)).isEqualTo(1);
        assertThat(RankDistance.tau(new int[] {0}, new int[] {0})).isEqualTo(1);
    }

    /** By hand from equation 32 of the paper: agreements 0, 1/2 and 1 at depths 1 to 3. */
    @Test
    void hasTheRankBiasedOverlapOfThePaper() {
        double byHand = 0.729 + 0.1 / 0.9 * (0.5 * 0.81 + 0.729);
        assertThat(RankDistance.rankBiasedOverlap(ABC, CBA)).isCloseTo(byHand, within(1e-12));
        assertThat(RankDistance.rankBiasedOverlap(ABC, ABC)).isCloseTo(1, within(1e-12));
    }

    @Test
    void hasTheShareThatBothHaveAmongTheFirst() {
        assertThat(RankDistance.overlap(ABC, CBA, 1)).isZero();
        assertThat(RankDistance.overlap(ABC, CBA, 2)).isEqualTo(0.5);
        assertThat(RankDistance.overlap(ABC, CBA, 10)).isEqualTo(1);
    }
}
