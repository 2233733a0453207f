package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HomogeneityTest {

    /** The example of SciPy's {@code chi2_contingency}: 2.7777…, p = .24935220877729619. */
    @Test
    void agreesWithSciPysExample() {
        Homogeneity found = Homogeneity.of(new long[] {10, 10, 20}, new long[] {20, 20, 20});
        assertThat(found.chiSquare()).isCloseTo(2.7777777777777777, within(1e-12));
        assertThat(found.pValue()).isCloseTo(0.24935220877729619, within(1e-12));
    }

    @Test
    void takesSparseCategoriesTogether() {
        assertThat(Homogeneity.of(new long[] {10, 20, 0, 1, 1}, new long[] {20, 20, 1, 0, 1}))
                .isEqualTo(Homogeneity.of(new long[] {10, 20, 2}, new long[] {20, 20, 2}));
    }

    @Test
    void findsNothingInOneCategory() {
        assertThat(Homogeneity.of(new long[] {0, 40}, new long[] {0, 900})).isEqualTo(new Homogeneity(0, 1));
    }

    @Test
    void refusesNobody() {
        assertThatThrownBy(() -> Homogeneity.of(new long[] {0, 0}, new long[] {1, 2}))
                .hasMessageContaining("0 and 3 counts");
    }
}
