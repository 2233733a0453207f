package tino.lifecycle.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairedTestTest {

    /** Siegel, "Nonparametric Statistics", 1956, table D: one-tailed, three digits; twice that is two-sided. */
    @ParameterizedTest
    @CsvSource({"5, 0, .031", "9, 1, .011", "3, 12, .018", "15, 5, .021", "8, 17, .054"})
    void signAgreesWithTheTable(int wins, int losses, double oneTailed) {
        assertThat(PairedTest.sign(wins, losses)).isCloseTo(2 * oneTailed, within(0.001));
        assertThat(PairedTest.sign(losses, wins)).isEqualTo(PairedTest.sign(wins, losses));
    }

    @Test
    void signOfAsManyWinsAsLossesSaysNothing() {
        assertThat(PairedTest.sign(0, 0)).isEqualTo(1);
        assertThat(PairedTest.sign(7, 7)).isCloseTo(1, within(1e-12));
    }

    /** Hollander and Wolfe, 1973, p. 29, depression before and after: one-sided p = 0.01953 in R's {@code wilcox.test}. */
    @Test
    void signedRankAgreesWithThePublishedExample() {
        double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        double[] differences = new double[before.length];
        Arrays.setAll(differences, i -> before[i] - after[i]);
        assertThat(PairedTest.signedRank(differences)).isCloseTo(2 * 0.01953, within(2e-5));
        double[] withTie = Arrays.copyOf(differences, differences.length + 1);
        assertThat(PairedTest.signedRank(withTie)).isCloseTo(2 * 0.01953, within(2e-5));
        assertThat(PairedTest.signedRank(new double[4])).isEqualTo(1);
    }
}
