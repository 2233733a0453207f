package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MomentsTest {
    /** Efron and Tibshirani 1993, table 2.1, the treated mice: mean 86.86, standard error of the mean 25.24. */
    private static final double[] TREATED = {94, 197, 16, 38, 99, 141, 23};

    @Test
    void agreesWithThePublishedStandardError() {
        Moments moments = Moments.of(TREATED);
        assertThat(moments.mean()).isCloseTo(86.86, within(0.005));
        assertThat(moments.standardError()).isCloseTo(25.24, within(0.005));
    }

    @Test
    void addsUpPartsToTheWhole() {
        Moments whole = Moments.of(TREATED);
        for (int cut = 0; cut <= TREATED.length; cut++) {
            Moments sum = Moments.of(Arrays.copyOf(TREATED, cut))
                    .plus(Moments.of(Arrays.copyOfRange(TREATED, cut, TREATED.length)));
            assertThat(sum.n()).isEqualTo(whole.n());
            assertThat(sum.mean()).isCloseTo(whole.mean(), within(1e-12));
            assertThat(sum.variance()).isCloseTo(whole.variance(), within(1e-9));
        }
        assertThat(Moments.NONE.plus(Moments.NONE)).isEqualTo(Moments.NONE);
    }

    @Test
    void takesASharesOnesAndZerosWithoutWritingThemDown() {
        Moments values = Moments.of(new double[] {1, 0, 0, 1, 0});
        Moments share = Moments.ofShare(2, 5);
        assertThat(share.mean()).isEqualTo(values.mean());
        assertThat(share.variance()).isCloseTo(values.variance(), within(1e-15));
        assertThat(Moments.ofShare(1, 1)).isEqualTo(new Moments(1, 1, 0));
        assertThat(Moments.ofShare(0, 0)).isEqualTo(Moments.NONE);
    }

    @Test
    void scalesMeanAndSpread() {
        Moments scaled = Moments.of(TREATED).times(-2);
        Moments expected =
                Moments.of(Arrays.stream(TREATED).map(value -> -2 * value).toArray());
        assertThat(scaled.mean()).isCloseTo(expected.mean(), within(1e-12));
        assertThat(scaled.variance()).isCloseTo(expected.variance(), within(1e-9));
    }

    @Test
    void refusesWhatIsNoSample() {
        assertThatThrownBy(() -> Moments.of(new double[] {1, Double.NaN})).hasMessageContaining("mean NaN");
        assertThatThrownBy(() -> Moments.ofShare(3, 2)).hasMessageContaining("Of 2 at most all can succeed, got 3");
        assertThatThrownBy(() -> new Moments(2, 0, -1)).hasMessageContaining("variance -1.0");
    }
}
