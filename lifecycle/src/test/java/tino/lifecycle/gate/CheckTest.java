package tino.lifecycle.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked // a null where there should be a value fails the test by itself
class CheckTest {
    private static Check check(
            String metric, String groups, Against against, Double atLeast, Double atMost, Margin better) {
        return new Check(metric, groups, false, against, atLeast, atMost, better, null, null);
    }

    @Test
    void refusesWhatIsNoCondition() {
        assertThatThrownBy(() -> check(null, null, null, 0.5, null, null)).hasMessageContaining("got none");
        assertThatThrownBy(() -> check("auc", null, null, null, null, null))
                .hasMessageContaining("exactly one of at-least, at-most, better-by and not-worse-by; got []");
        assertThatThrownBy(() -> check("auc", null, null, 0.5, 0.7, null))
                .hasMessageContaining("got [at-least: 0.5, at-most: 0.7]");
        assertThatThrownBy(() -> check("auc", null, null, null, null, Margin.NONE))
                .hasMessageContaining("against: champion or against: fallback beside better-by: 0");
        assertThatThrownBy(() -> check("auc", null, Against.FALLBACK, 0.5, null, null))
                .hasMessageContaining("better-by or not-worse-by beside against: fallback");
        assertThatThrownBy(() -> check("auc", null, null, Double.NaN, null, null))
                .hasMessageContaining("a finite number as at-least; got NaN");
        assertThatThrownBy(() -> check("auc", " ", null, 0.5, null, null)).hasMessageContaining("name of an attribute");
        assertThatThrownBy(() -> check(Check.LATENCY, "sex", null, null, 15.0, null))
                .hasMessageContaining("got groups: sex");
        assertThatThrownBy(() -> check(Check.LATENCY, null, Against.FALLBACK, null, null, Margin.NONE))
                .hasMessageContaining("got against: fallback");
        assertThatThrownBy(() -> Check.atLeast("auc", 0.5).surely(-1)).hasMessageContaining("at least 0; got -1.0");
        assertThatThrownBy(() -> new Gate(List.of())).hasMessageContaining("at least one check");
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0.03, false", "2%, 0.02, true", "' 2.5 % ', 0.025, true", "0, 0, false"})
    void readsPointsAndPercent(String text, double value, boolean relative) {
        Margin margin = Margin.of(text);
        assertThat(margin).isEqualTo(new Margin(value, relative));
        assertThat(Margin.of(margin.toString())).isEqualTo(margin);
    }

    @ParameterizedTest
    @CsvSource({"two", "%", "-1", "1e999%", "''"})
    void refusesWhatIsNoMargin(String text) {
        assertThatThrownBy(() -> Margin.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
