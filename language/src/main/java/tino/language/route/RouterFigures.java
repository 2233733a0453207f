package tino.language.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tino.language.provider.ProviderFailure;

/** The router's meters. */
final class RouterFigures {
    private static final Duration[] OWN = millis(0.1, 0.25, 0.5, 1, 2, 5, 10, 50);

    private final MeterRegistry metrics;
    private final Timer own;
    private final Map<String, Timer> answers = new HashMap<>();
    private final Map<String, Timer> firstPieces = new HashMap<>();
    private final Map<String, Counter> costs = new HashMap<>();

    RouterFigures(List<Lane> lanes, String currency, MeterRegistry metrics) {
        this.metrics = metrics;
        this.own = Timer.builder("tino.language.own")
                .description("Our own share of an answer: all but the model")
                .serviceLevelObjectives(OWN)
                .register(metrics);
        for (Lane lane : lanes) {
            answers.put(
                    lane.name(),
                    Timer.builder("tino.language.answers")
                            .description("Time of a provider's whole answers")
                            .tag("provider", lane.name())
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(1))
                            .maximumExpectedValue(Duration.ofMinutes(2))
                            .register(metrics));
            firstPieces.put(
                    lane.name(),
                    Timer.builder("tino.language.first.piece")
                            .description("Time until the first piece of a provider's answer")
                            .tag("provider", lane.name())
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(1))
                            .maximumExpectedValue(Duration.ofMinutes(1))
                            .register(metrics));
            costs.put(
                    lane.name(),
                    Counter.builder("tino.language.cost")
                            .description("What answers cost by the list of prices, in its currency")
                            .tag("provider", lane.name())
                            .tag("currency", currency)
                            .register(metrics));
            Gauge.builder("tino.language.breaker", lane, Lane::healthNumber)
                    .description("Whether a provider is asked: 0 yes, 1 to see whether it works again, 2 no")
                    .tag("provider", lane.name())
                    .register(metrics);
        }
    }

    private static Duration[] millis(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> Duration.ofNanos((long) (value * 1e6)))
                .toArray(Duration[]::new);
    }

    /** @param outcome {@code answered}, {@code cached} or {@code failed} */
    void query(String provider, String tier, String reason, String outcome) {
        metrics.counter(
                        "tino.language.queries",
                        "provider",
                        provider,
                        "tier",
                        tier,
                        "reason",
                        reason,
                        "outcome",
                        outcome)
                .increment();
    }

    void answered(Lane lane, Duration took, Duration firstPiece, double cost) {
        Objects.requireNonNull(answers.get(lane.name())).record(took);
        Objects.requireNonNull(firstPieces.get(lane.name())).record(firstPiece);
        Objects.requireNonNull(costs.get(lane.name())).increment(cost);
    }

    void charged(Lane lane, double cost) {
        Objects.requireNonNull(costs.get(lane.name())).increment(cost);
    }

    void failed(Lane lane, ProviderFailure failure) {
        metrics.counter(
                        "tino.language.errors",
                        "provider",
                        lane.name(),
                        "kind",
                        failure.kind().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void own(Duration share) {
        own.record(share);
    }
}
