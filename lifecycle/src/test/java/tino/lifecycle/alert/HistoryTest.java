package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    private static final Instant START = Instant.parse("2026-11-16T12:00:00Z");

    private static Sample sample(String name, double value, String... labels) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new Sample(name, map, value);
    }

    /** Prometheus' own figures: promql/promqltest/testdata/histograms.test, the series with start="positive". */
    @ParameterizedTest
    @CsvSource({"0.2, 0.048", "0.5, 0.15", "0.8, 0.72", "0.999, 1"})
    void quantilesAreThoseOfPrometheus(double quantile, double expected) {
        Map<Double, Double> counts = new TreeMap<>(Map.of(.1, 5.0, .2, 7.0, 1.0, 11.0, Double.POSITIVE_INFINITY, 12.0));
        assertThat(History.quantile(quantile, counts)).isEqualTo(expected, within(1e-12));
    }

    @Test
    void aQuantileOfNothingIsNone() {
        assertThat(History.quantile(.5, Map.of(1.0, 0.0, Double.POSITIVE_INFINITY, 0.0)))
                .isNaN();
        assertThat(History.quantile(.5, Map.of())).isNaN();
    }

    @Test
    void aCounterThatWasStartedAnewGoesOnGrowing() {
        AlertRule rule = Rules.failing(0);
        History history = new History(List.of(rule));
        double[] failures = {100, 106, 2, 8};
        for (int i = 0; i < failures.length; i++) {
            history.observe(
                    START.plus(Rules.MINUTE.multipliedBy(i)),
                    List.of(sample("failures_total", failures[i]), sample("requests_total", 1000 + 20 * i)));
        }
        // 6, 2 after the restart, 6: 14 of 60.
        assertThat(history.read(rule)).singleElement().satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(14.0 / 60, within(1e-12));
            assertThat(reading.beyond()).isTrue();
            assertThat(reading.whole()).isFalse();
        });
    }

    @Test
    void whatLeftTheWindowCountsNoMore() {
        AlertRule rule = Rules.failing(0);
        History history = new History(List.of(rule));
        double failures = 0;
        List<Double> values = new ArrayList<>();
        for (int minute = 0; minute <= 15; minute++) {
            failures += minute <= 3 ? 50 : 0;
            history.observe(
                    START.plus(Rules.MINUTE.multipliedBy(minute)),
                    List.of(sample("failures_total", failures), sample("requests_total", 100 * minute)));
            if (minute > 0) {
                values.add(history.read(rule).getFirst().value());
            }
        }
        assertThat(values.getFirst()).isEqualTo(.5);
        assertThat(values.getLast()).isZero();
        assertThat(history.read(rule).getFirst().whole()).isTrue();
    }

    @Test
    void tooFewRequestsSayNothing() {
        AlertRule rule = Rules.failing(50);
        History history = new History(List.of(rule));
        history.observe(START, List.of(sample("failures_total", 0), sample("requests_total", 0)));
        history.observe(START.plus(Rules.MINUTE), List.of(sample("failures_total", 49), sample("requests_total", 49)));
        assertThat(history.read(rule)).singleElement().satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(1);
            assertThat(reading.beyond()).isFalse();
        });
        history.observe(
                START.plus(Rules.MINUTE.multipliedBy(2)),
                List.of(sample("failures_total", 50), sample("requests_total", 50)));
        assertThat(history.read(rule).getFirst().beyond()).isTrue();
    }

    @Test
    void anAlertIsMadeOfEachGroupAndTheWorstOfItsSeries() {
        AlertRule rule = Rules.hot(Rules.MINUTE);
        History history = new History(List.of(rule));
        history.observe(
                START,
                List.of(
                        sample("temperature", 20, "room", "a", "wall", "north"),
                        sample("temperature", 35, "room", "a", "wall", "south"),
                        sample("temperature", Double.NaN, "room", "b", "wall", "north"),
                        sample("temperature", 25, "room", "b", "wall", "south"),
                        sample("temperature", Double.NaN, "room", "c"),
                        sample("temperatures", 99, "room", "d")));
        Map<String, Reading> readings = new TreeMap<>();
        history.read(rule).forEach(reading -> readings.put(reading.labels().get("room"), reading));
        assertThat(readings.keySet()).containsExactly("a", "b", "c");
        assertThat(readings.get("a")).extracting(Reading::beyond).isEqualTo(true);
        assertThat(readings.get("b")).extracting(Reading::value).isEqualTo(25.0);
        assertThat(readings.get("c")).extracting(Reading::beyond).isEqualTo(false);
    }

    @Test
    void aGaugeThatIsNoNumberIsAbsent() {
        AlertRule rule = Rules.silent();
        History history = new History(List.of(rule));
        history.observe(START, List.of(sample("heartbeat", 1)));
        assertThat(history.read(rule).getFirst().beyond()).isFalse();
        history.observe(START.plusSeconds(1), List.of(sample("heartbeat", Double.NaN)));
        assertThat(history.read(rule).getFirst().beyond()).isTrue();
        history.observe(START.plusSeconds(2), List.of());
        assertThat(history.read(rule).getFirst().beyond()).isTrue();
    }

    @Test
    void whenTheClockGoesBackThePastIsForgotten() {
        AlertRule rule = Rules.failing(0);
        History history = new History(List.of(rule));
        history.observe(START, List.of(sample("failures_total", 0), sample("requests_total", 0)));
        history.observe(START.plusSeconds(60), List.of(sample("failures_total", 10), sample("requests_total", 10)));
        history.observe(START.plusSeconds(30), List.of(sample("failures_total", 10), sample("requests_total", 10)));
        assertThat(history.read(rule)).isEmpty();
        assertThat(history.seen()).isZero();
    }
}
