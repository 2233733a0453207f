package tino.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import tino.lifecycle.statistic.Interval;

class DrawingTest {
    @Test
    void everythingLiesOnTheLineInOrder() {
        Drawing drawing = Objects.requireNonNull(Drawing.of(new Interval(.03, .01, .05, .95), 0.0, -.01));
        // From -0.01 to 0.05 with 6 % of that length at either end: 0.06 are 100 / 1.12 percent.
        assertThat(drawing.at(-.01)).isEqualTo("5.36%");
        assertThat(drawing.at(.01)).isEqualTo("35.12%");
        assertThat(drawing.at(.05)).isEqualTo("94.64%");
        assertThat(drawing.width()).isEqualTo("59.52%");
    }

    @Test
    void anIntervalWithoutEndsFillsTheLine() {
        Drawing drawing = Objects.requireNonNull(
                Drawing.of(new Interval(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, .95), 0.0, null));
        assertThat(drawing.at(Double.NEGATIVE_INFINITY)).isEqualTo("0.00%");
        assertThat(drawing.width()).isEqualTo("100.00%");
        assertThat(drawing.at(0)).isEqualTo("50.00%");
    }

    @Test
    void aFigureIsDrawnFromNothingUp() {
        Drawing drawing = Objects.requireNonNull(Drawing.of(8, null, 16.0));
        assertThat(drawing.at(0)).isEqualTo("5.36%");
        assertThat(drawing.at(8)).isEqualTo("50.00%");
        assertThat(drawing.low()).isNull();
    }

    @Test
    void whatIsNoNumberIsNotDrawn() {
        assertThat(Drawing.of(Double.NaN, 1.0, 2.0)).isNull();
    }
}
