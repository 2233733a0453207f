package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class HolmTest {

    /** R's multtest ({@code mt.rawp2adjp}) on the p-values of statsmodels' {@code test_multi.py}. */
    @Test
    void agreesWithTheTableOfMulttest() {
        double[] raw = {
            0.838541367553,
            0.642193923795,
            0.680845947633,
            0.967833824309,
            0.71626938238,
            0.177096952723,
            5.23656777208e-005,
            0.0202732688798,
            0.00028140506198,
            0.0149877310796
        };
        assertThat(Holm.adjust(raw))
                .containsExactly(
                        new double[] {
                            1,
                            1,
                            1,
                            1,
                            1,
                            1,
                            5.2365677720800003e-04,
                            1.4191288215860001e-01,
                            2.5326455578199999e-03,
                            1.1990184863680001e-01
                        },
                        Offset.offset(1e-12));
    }

    @Test
    void neverPutsAGreaterOneBeforeASmaller() {
        assertThat(Holm.adjust(new double[] {.04, .03, .02}))
                .containsExactly(new double[] {.06, .06, .06}, Offset.offset(1e-12));
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }
}
