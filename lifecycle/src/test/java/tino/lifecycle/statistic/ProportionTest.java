package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

    /**
     * The two-sided 95 % interval of 15 of 20 that R's {@code binom.test(15, 20)} prints begins at 0.5089541; all of n have the bound
     * {@code α^(1/n)} (Clopper and Pearson's own closed form).
     */
    @Test
    void boundsAreThoseOfOtherImplementations() {
        assertThat(Proportion.lowerBound(15, 20, 0.975)).isCloseTo(0.5089541, within(1e-7));
        assertThat(Proportion.lowerBound(10, 10, 0.95)).isCloseTo(Math.pow(0.05, 0.1), within(1e-9));
        assertThat(Proportion.lowerBound(0, 10, 0.95)).isZero();
        assertThatThrownBy(() -> Proportion.lowerBound(11, 10, 0.95)).hasMessageContaining("got 11");
    }
}
