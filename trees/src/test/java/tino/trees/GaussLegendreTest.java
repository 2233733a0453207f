package tino.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussLegendreTest {
    /** Abramowitz and Stegun (1964), table 25.4, moved from [−1, 1] to [0, 1]. */
    @Test
    void hasThePublishedPointsAndWeights() {
        GaussLegendre three = GaussLegendre.of(3);
        assertThat(three.points()[0]).isCloseTo((1 - 0.774596669241483) / 2, within(1e-14));
        assertThat(three.points()[1]).isCloseTo(0.5, within(1e-14));
        assertThat(three.weights()[0]).isCloseTo(0.555555555555556 / 2, within(1e-14));
        assertThat(three.weights()[1]).isCloseTo(0.888888888888889 / 2, within(1e-14));
        GaussLegendre ten = GaussLegendre.of(10);
        assertThat(ten.points()[0]).isCloseTo((1 - 0.973906528517172) / 2, within(1e-14));
        assertThat(ten.weights()[0]).isCloseTo(0.066671344308688 / 2, within(1e-14));
    }

    @Test
    void integratesPolynomialsOfLowerDegreeThanTwiceThePoints() {
        for (int size : new int[] {1, 2, 5, 16, 100}) {
            GaussLegendre rule = GaussLegendre.of(size);
            assertThat(Arrays.stream(rule.weights()).sum()).isCloseTo(1, within(1e-12));
            int degree = 2 * size - 1;
            double sum = 0;
            for (int point = 0; point < size; point++) {
                sum += rule.weights()[point] * Math.pow(rule.points()[point], degree);
            }
            assertThat(sum).as("%d points", size).isCloseTo(1.0 / (degree + 1), within(1e-13));
        }
    }
}
