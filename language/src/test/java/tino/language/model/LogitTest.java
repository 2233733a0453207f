package tino.language.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LogitTest {

    /** Hours of study and passing an exam: data and probabilities of Wikipedia's article "Logistic regression", read 2026. */
    @Test
    void agreesWithThePublishedExample() {
        double[] hours = {
            .5, .75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5
        };
        int[] passed = {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
        double[][] rows = new double[hours.length][];
        boolean[] labels = new boolean[hours.length];
        for (int i = 0; i < hours.length; i++) {
            rows[i] = new double[] {hours[i]};
            labels[i] = passed[i] == 1;
        }
        Logit logit = Logit.fit(List.of("hours"), rows, labels, 1e-9);
        assertThat(logit.probability(new double[] {1})).isCloseTo(.07, within(.005));
        assertThat(logit.probability(new double[] {2})).isCloseTo(.26, within(.005));
        assertThat(logit.probability(new double[] {3})).isCloseTo(.61, within(.005));
        assertThat(logit.probability(new double[] {4})).isCloseTo(.87, within(.005));
        assertThat(logit.probability(new double[] {5})).isCloseTo(.97, within(.005));
    }

    @Test
    void whatIsNotANumberCountsAsTheMean() {
        Logit logit = Logit.fit(
                List.of("x", "constant"),
                new double[][] {{0, 1}, {1, 1}, {2, 1}, {3, 1}},
                new boolean[] {false, true, false, true},
                1);
        assertThat(logit.probability(new double[] {Double.NaN, Double.POSITIVE_INFINITY}))
                .isCloseTo(.5, within(1e-6));
    }
}
