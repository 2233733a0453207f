package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertRuleTest {
    private static AlertRule rule(
            String name,
            Aggregation aggregation,
            @Nullable Double quantile,
            double threshold,
            Duration window,
            Duration lasting,
            List<String> by,
            boolean retrain) {
        return new AlertRule(
                name,
                new Selector("m", Map.of()),
                null,
                aggregation,
                quantile,
                Comparison.ABOVE,
                threshold,
                window,
                0,
                lasting,
                by,
                Severity.INFO,
                "s",
                "r",
                retrain);
    }

    @Test
    void isWrittenInTheLanguageOfPrometheus() {
        assertThat(Rules.hot(Duration.ZERO).expression()).isEqualTo("max by (room) (temperature) > 30");
        assertThat(Rules.failing(50).expression())
                .isEqualTo("sum (rate(failures_total[10m])) / sum (rate(requests_total[10m])) > 0.1"
                        + " and sum (increase(requests_total[10m])) >= 50");
        assertThat(Rules.slow().expression())
                .isEqualTo("histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[10m]))) > 0.4");
        assertThat(Rules.silent().expression()).isEqualTo("absent(heartbeat == heartbeat)");
        assertThat(new Selector("m", Map.of("reason", "failed|too.slow", "of", "a\"b")).text())
                .isEqualTo("m{of=\"a\\\"b\",reason=~\"failed|too\\\\.slow\"}");
    }

    @Test
    void aWindowOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> rule("Rate", Aggregation.RATE, null, 1, Duration.ZERO, Duration.ZERO, List.of(), false))
                .withMessageContaining("window above 0")
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> rule("Value", Aggregation.VALUE, null, 1, Rules.MINUTE, Duration.ZERO, List.of(), false))
                .withMessageContaining("no window");
    }

    @Test
    void whatCannotBeARuleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        rule("no name", Aggregation.VALUE, null, 1, Duration.ZERO, Duration.ZERO, List.of(), false))
                .withMessageContaining("'no name'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> rule("Q", Aggregation.QUANTILE, 1.0, 1, Rules.MINUTE, Duration.ZERO, List.of(), false))
                .withMessageContaining("between 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        rule("N", Aggregation.VALUE, null, Double.NaN, Duration.ZERO, Duration.ZERO, List.of(), false))
                .withMessageContaining("threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        rule("F", Aggregation.VALUE, null, 1, Duration.ZERO, Duration.ofSeconds(-1), List.of(), false))
                .withMessageContaining("for: 10m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("R", Aggregation.VALUE, null, 1, Duration.ZERO, Duration.ZERO, List.of(), true))
                .withMessageContaining("one model to retrain");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        rule("B", Aggregation.VALUE, null, 1, Duration.ZERO, Duration.ZERO, List.of("__name__"), false))
                .withMessageContaining("'__name__'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selector("tino.ctr10", Map.of()))
                .withMessageContaining("Dots are underscores");
    }

    @Test
    void aMetricThatIsNotThereIsNamedWithThoseLikeIt() {
        Set<String> names = Set.of("failures_total", "request_seconds_count", "requests");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.failing(0).requireKnown(names))
                .withMessage("expected a metric that /metrics has, there is no 'requests_total'; there is requests.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.slow().requireKnown(names))
                .withMessageContaining("request_seconds_bucket");
        Rules.failing(0).requireKnown(Set.of("failures_total", "requests_total"));
    }
}
