package tino.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tino.lifecycle.alert.Alert;
import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Alerts;
import tino.lifecycle.alert.Exposition;
import tino.lifecycle.alert.Sample;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.schedule.SimulatedClock;
import tino.server.AlertSettings;
import tino.server.Settings;

/**
 * The same metrics as in promtool's tests of the rules, looked at by our own watch: the same alerts fire at the same times. That
 * promtool agrees with what is expected there is the business of {@link RulesFilesTest}.
 */
class SameAlertsTest {
    private static final Instant START = Instant.parse("2026-11-16T00:00:00Z");
    private static final Pattern PIECE = Pattern.compile("(_|-?[0-9.]+)(?:([+-][0-9.]+))?(?:x(\\d+))?");
    private static final Database database = TestDatabase.fresh("lifecycle");

    /** One test of the file. */
    private record Case(String name, Map<String, List<Double>> series, List<Expected> expected) {}

    private record Expected(int minute, String rule, List<Map<String, String>> labels) {}

    @AfterAll
    static void close() {
        database.close();
    }

    @SuppressWarnings("unchecked")
    static Stream<Arguments> cases() throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("..", "deploy/prometheus/tino.tests.yml"))) {
            Map<String, Object> tests = new Yaml().load(file);
            return ((List<Map<String, Object>>) Objects.requireNonNull(tests.get("tests")))
                    .stream().map(SameAlertsTest::read).map(one -> Arguments.of(one.name, one));
        }
    }

    @SuppressWarnings("unchecked")
    private static Case read(Map<String, Object> test) {
        Map<String, List<Double>> series = new HashMap<>();
        ((List<Map<String, String>>) Objects.requireNonNull(test.get("input_series")))
                .forEach(one -> series.put(
                        Objects.requireNonNull(one.get("series")), values(Objects.requireNonNull(one.get("values")))));
        List<Expected> expected = ((List<Map<String, Object>>) Objects.requireNonNull(test.get("alert_rule_test")))
                .stream()
                        .map(one -> new Expected(
                                Integer.parseInt(
                                        String.valueOf(one.get("eval_time")).replace("m", "")),
                                String.valueOf(one.get("alertname")),
                                ((List<Map<String, Map<String, String>>>) one.getOrDefault("exp_alerts", List.of()))
                                        .stream()
                                                .map(alert -> {
                                                    Map<String, String> labels = new HashMap<>(
                                                            Objects.requireNonNull(alert.get("exp_labels")));
                                                    labels.remove("severity");
                                                    return labels;
                                                })
                                                .toList()))
                        .toList();
        return new Case(String.valueOf(test.get("name")), series, expected);
    }

    /** Of promtool: {@code a+bxn} is a and n more, each b higher; {@code axn} a and n more; {@code _} none. */
    private static List<Double> values(String text) {
        List<Double> values = new ArrayList<>();
        for (String piece : text.split(" ", -1)) {
            Matcher parts = PIECE.matcher(piece);
            assertThat(parts.matches()).as(piece).isTrue();
            int more = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
            double step = parts.group(2) == null ? 0 : Double.parseDouble(parts.group(2));
            boolean none = parts.group(1).equals("_");
            // Of none there are n, of a number one more.
            for (int i = none && more > 0 ? 1 : 0; i <= more; i++) {
                values.add(none ? Double.NaN : Double.parseDouble(parts.group(1)) + step * i);
            }
        }
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void fire(String name, Case test) {
        database.sql().sql("TRUNCATE alert CASCADE").update();
        database.sql()
                .sql("UPDATE alert_lease SET holder = '', until = '-infinity'")
                .update();
        SimulatedClock clock = new SimulatedClock(START);
        List<Sample> now = new ArrayList<>();
        AlertSettings settings = Settings.load("tino.alerts", AlertSettings.class);
        int last = test.expected.stream().mapToInt(Expected::minute).max().orElseThrow();
        try (AlertWatch watch = new AlertWatch(
                database,
                settings.alertRules(),
                List.of(),
                () -> List.copyOf(now),
                Duration.ofMinutes(1),
                clock,
                new SimpleMeterRegistry(),
                () -> {})) {
            for (int minute = 0; minute <= last; minute++) {
                now.clear();
                for (Map.Entry<String, List<Double>> series : test.series.entrySet()) {
                    List<Double> values = series.getValue();
                    if (minute < values.size() && !Double.isNaN(values.get(minute))) {
                        now.addAll(Exposition.samples(series.getKey() + " " + values.get(minute)));
                    }
                }
                clock.set(START.plus(Duration.ofMinutes(minute)));
                watch.tick();
                for (Expected expected : test.expected) {
                    if (expected.minute == minute) {
                        assertThat(new Alerts(database)
                                        .open().stream()
                                                .filter(alert -> alert.state() == Alert.State.FIRING)
                                                .filter(alert -> alert.rule().equals(expected.rule))
                                                .map(Alert::labels)
                                                .toList())
                                .as("%s after %d minutes", expected.rule, minute)
                                .containsExactlyInAnyOrderElementsOf(expected.labels);
                    }
                }
            }
        }
    }
}
