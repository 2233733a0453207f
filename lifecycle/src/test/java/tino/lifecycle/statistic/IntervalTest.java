package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I, method 3. */
    @Test
    void ofAShareIsWilsons() {
        Interval many = Interval.share(81, 263, .95);
        assertThat(many.low()).isCloseTo(.2553, within(5e-5));
        assertThat(many.high()).isCloseTo(.3662, within(5e-5));
        Interval few = Interval.share(15, 148, .95);
        assertThat(few.low()).isCloseTo(.0624, within(5e-5));
        assertThat(few.high()).isCloseTo(.1605, within(5e-5));
        Interval none = Interval.share(0, 20, .95);
        assertThat(none.low()).isCloseTo(0, within(1e-12));
        assertThat(none.high()).isCloseTo(.1611, within(5e-5));
        Interval one = Interval.share(1, 29, .95);
        assertThat(one.low()).isCloseTo(.0061, within(5e-5));
        assertThat(one.high()).isCloseTo(.1718, within(5e-5));
        assertThat(Interval.share(0, 0, .95).mean()).isNaN();
    }
}
