package tino.lifecycle.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rules for tests. */
final class Rules {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private Rules() {}

    static Selector of(String metric) {
        return new Selector(metric, Map.of());
    }

    /** Fires when {@code temperature} has been above 30 for so long, an alert for each room. */
    static AlertRule hot(Duration lasting) {
        return new AlertRule(
                "Hot",
                of("temperature"),
                null,
                Aggregation.VALUE,
                null,
                Comparison.ABOVE,
                30,
                Duration.ZERO,
                0,
                lasting,
                List.of("room"),
                Severity.WARNING,
                "A room is hot",
                "docs/heat.md",
                false);
    }

    /** Fires when more than a tenth of so many requests in ten minutes failed. */
    static AlertRule failing(double least) {
        return new AlertRule(
                "Failing",
                of("failures_total"),
                of("requests_total"),
                Aggregation.RATE,
                null,
                Comparison.ABOVE,
                .1,
                MINUTE.multipliedBy(10),
                least,
                Duration.ZERO,
                List.of(),
                Severity.CRITICAL,
                "Many requests fail",
                "docs/failures.md",
                false);
    }

    static AlertRule slow() {
        return new AlertRule(
                "Slow",
                of("request_seconds"),
                null,
                Aggregation.QUANTILE,
                .95,
                Comparison.ABOVE,
                .4,
                MINUTE.multipliedBy(10),
                0,
                Duration.ZERO,
                List.of(),
                Severity.WARNING,
                "Slow",
                "docs/slow.md",
                false);
    }

    static AlertRule silent() {
        return new AlertRule(
                "Silent",
                of("heartbeat"),
                null,
                Aggregation.ABSENT,
                null,
                Comparison.ABOVE,
                0,
                Duration.ZERO,
                0,
                MINUTE,
                List.of(),
                Severity.CRITICAL,
                "Nothing is heard",
                "docs/silent.md",
                false);
    }

    /** Asks for retraining when anything drifts. */
    static AlertRule drifting(String model) {
        return new AlertRule(
                "Drifting",
                new Selector("drift", Map.of("model", model)),
                null,
                Aggregation.VALUE,
                null,
                Comparison.AT_LEAST,
                1,
                Duration.ZERO,
                0,
                Duration.ZERO,
                List.of(),
                Severity.WARNING,
                "Features drift",
                "docs/drift.md",
                true);
    }
}
