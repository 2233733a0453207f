package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RocAreaTest {

    /** scikit-learn's documentation of {@code roc_auc_score}: labels 0 0 1 1, scores .1 .4 .35 .8 give 0.75. */
    @Test
    void isThatOfAnotherImplementation() {
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        boolean[] truth = {false, false, true, true};
        assertThat(RocArea.of(scores, truth)).isCloseTo(0.75, within(1e-12));
        assertThat(Arrays.stream(RocArea.values(scores, truth)).average().orElseThrow())
                .isCloseTo(0.75, within(1e-12));
    }

    @Test
    void countsTiesHalfAndKnowsNothingOfOneClassAlone() {
        assertThat(RocArea.of(new double[] {0.5, 0.5, 0.5}, new boolean[] {true, false, true}))
                .isCloseTo(0.5, within(1e-12));
        assertThat(RocArea.of(new double[] {0.5, 0.7}, new boolean[] {true, true}))
                .isNaN();
    }
}
