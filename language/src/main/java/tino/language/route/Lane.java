package tino.language.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import tino.language.provider.Provider;
import tino.language.provider.ProviderFailure;
import tino.language.provider.ProviderFailure.Kind;
import tino.language.route.RoutingPolicy.BreakerPolicy;

/** A provider with its health and its recent times. */
final class Lane {
    final ProviderPolicy policy;
    final Provider provider;
    final Latencies latencies;
    private final CircuitBreaker breaker;

    Lane(ProviderPolicy policy, Provider provider, BreakerPolicy rules, InstantSource clock) {
        this.policy = policy;
        this.provider = provider;
        this.latencies = new Latencies(clock);
        this.breaker = CircuitBreaker.of(
                policy.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(rules.window())
                        .minimumNumberOfCalls(Math.min(rules.minimum(), rules.window()))
                        .failureRateThreshold((float) (100 * rules.failureRate()))
                        .waitDurationInOpenState(rules.rest())
                        .permittedNumberOfCallsInHalfOpenState(rules.probes())
                        // A question that it does not take says nothing about its health.
                        .ignoreException(
                                failure -> !(failure instanceof ProviderFailure known) || known.kind() == Kind.REFUSED)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
    }

    String name() {
        return policy.name();
    }

    String model() {
        return provider.model();
    }

    /** Whether it may be asked now. If so, one of the following four is called. */
    boolean enter() {
        return breaker.tryAcquirePermission();
    }

    void leave() {
        breaker.releasePermission();
    }

    void answered(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        latencies.add(nanos);
    }

    void failed(long nanos, ProviderFailure failure) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        if (failure.kind() == Kind.TIMEOUT) {
            latencies.add(nanos);
        }
        var wait = failure.retryAfter();
        if (wait != null && wait.isPositive()) {
            leaveAlone(wait);
        }
    }

    private void leaveAlone(Duration wait) {
        Duration rest = wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait;
        if (breaker.getState() != State.OPEN) {
            breaker.transitionToOpenStateFor(rest);
        }
    }

    /** {@code closed}: healthy; {@code open}: left alone; {@code half_open}: being tried. */
    String health() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> "open";
            case HALF_OPEN -> "half_open";
            default -> "closed";
        };
    }

    /** 0 healthy, 1 being tried, 2 left alone. */
    double healthNumber() {
        return switch (health()) {
            case "open" -> 2;
            case "half_open" -> 1;
            default -> 0;
        };
    }
}
