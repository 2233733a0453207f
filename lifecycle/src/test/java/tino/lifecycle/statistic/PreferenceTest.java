package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PreferenceTest {

    @Test
    void countsWhoWasCreditedMoreWhateverTheAmount() {
        Preference preference =
                Preference.NONE.plus(2, 1).plus(1, 0).plus(0, 9).plus(1, 1).plus(new Preference(6, 0, 0));
        assertThat(preference).isEqualTo(new Preference(8, 1, 1));
        // (8 wins + ½ tie)/10 lists − ½.
        assertThat(preference.delta()).isCloseTo(0.35, within(1e-12));
        // 8 of 9: Siegel 1956, table D, .020 one-tailed.
        assertThat(preference.signTest()).isCloseTo(2 * 0.020, within(0.001));
    }

    @Test
    void hasTheIntervalOfOneHalfForAWinAndMinusOneHalfForALoss() {
        Interval interval = new Preference(3, 2, 1).interval(0.9, 10);
        assertThat(interval)
                .isEqualTo(ConfidenceSequence.mean(Moments.of(new double[] {.5, .5, .5, -.5, -.5, 0}), 0.9, 10));
    }

    @Test
    void saysNothingOfNoLists() {
        assertThat(Preference.NONE.delta()).isEqualTo(0);
        assertThat(Preference.NONE.signTest()).isEqualTo(1);
        assertThat(Preference.NONE.interval(0.95, 100).contains(0.5)).isTrue();
    }
}
