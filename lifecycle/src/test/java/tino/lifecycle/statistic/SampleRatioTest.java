package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SampleRatioTest {

    /** Kohavi, Tang and Xu, "Trustworthy Online Controlled Experiments", 2020, chapter 21: a ratio of .993, p = 1.8E-6. */
    @Test
    void findsThePublishedMismatch() {
        SampleRatio ratio = SampleRatio.of(new long[] {821_588, 815_482}, new double[] {0.5, 0.5});
        assertThat(ratio.pValue()).isCloseTo(1.8e-6, within(0.05e-6));
        assertThat(ratio.mismatch()).isTrue();
    }

    /** Mendel's 556 peas, 9:3:3:1: χ² = 0.470 with 3 degrees of freedom, p = 0.925 (e.g. R. A. Fisher 1925, § 20). */
    @Test
    void agreesWithTheTextbookOnSeveralVariants() {
        SampleRatio ratio = SampleRatio.of(new long[] {315, 101, 108, 32}, new double[] {9, 3, 3, 1});
        assertThat(ratio.chiSquare()).isCloseTo(0.470, within(0.0005));
        assertThat(ratio.pValue()).isCloseTo(0.925, within(0.0005));
        assertThat(ratio.mismatch()).isFalse();
    }

    /** The tables' 0.1 % point of χ² with one degree of freedom is 10.828; with n = 10,000 that is 164.5 from the half. */
    @Test
    void alarmsFromTheTablesPointOn() {
        assertThat(SampleRatio.of(new long[] {5_164, 4_836}, new double[] {1, 1})
                        .mismatch())
                .isFalse();
        assertThat(SampleRatio.of(new long[] {5_165, 4_835}, new double[] {1, 1})
                        .mismatch())
                .isTrue();
    }

    @Test
    void seldomAlarmsWhereAllIsWell() {
        SplittableRandom random = new SplittableRandom(3);
        int alarms = 0;
        for (int experiment = 0; experiment < 20_000; experiment++) {
            long canary = 0;
            for (int unit = 0; unit < 500; unit++) {
                canary += random.nextDouble() < 0.1 ? 1 : 0;
            }
            SampleRatio ratio = SampleRatio.of(new long[] {500 - canary, canary}, new double[] {0.9, 0.1});
            alarms += ratio.mismatch() ? 1 : 0;
        }
        assertThat(alarms).isBetween(5, 40);
    }

    @Test
    void saysNothingOfNobody() {
        assertThat(SampleRatio.of(new long[2], new double[] {0.9, 0.1})).isEqualTo(new SampleRatio(0, 1));
    }

    @Test
    void refusesPlansThatAreNone() {
        assertThatThrownBy(() -> SampleRatio.of(new long[] {1, 2}, new double[] {1, 0}))
                .hasMessageContaining("shares [1.0, 0.0]");
        assertThatThrownBy(() -> SampleRatio.of(new long[] {1}, new double[] {1}))
                .hasMessageContaining("counts [1]");
    }
}
