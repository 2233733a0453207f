package tino.language.route;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.language.budget.Budgets;
import tino.language.budget.Prices;
import tino.language.provider.Prompt;
import tino.language.provider.Provider;
import tino.language.route.AnswerCache.Key;
import tino.language.route.Flights.Landing;
import tino.language.route.Routed.Timings;
import tino.language.route.Routes.Route;

/**
 * Has a question answered by the model that the policy wants, or by whoever can stand in for it, within budget. Safe for use by many
 * threads; blocks, so meant for virtual threads.
 */
public final class Router {
    private final List<Lane> lanes;
    private final Routes routes;
    private final @Nullable AnswerCache cache;
    private final Flights flights = new Flights();
    private final Chain.Parts parts;

    /**
     * @param local providers of this process that the policy may name, by name
     * @param cache {@code null} for none
     * @throws IllegalArgumentException if the policy names what is not there
     */
    public Router(
            RoutingPolicy policy,
            Map<String, Provider> local,
            Budgets budgets,
            Prices prices,
            @Nullable AnswerCache cache,
            InstantSource clock,
            MeterRegistry metrics) {
        this.lanes = Providers.lanes(policy, local, clock);
        this.routes = new Routes(policy, lanes);
        this.cache = cache;
        this.parts = new Chain.Parts(
                budgets, prices, clock, new RouterFigures(lanes, prices.currency(), metrics), new RouterStats(lanes));
    }

    /**
     * Answers.
     *
     * <p>If a provider fails before its first piece, the next is asked. After it, nobody is: what was handed over cannot be taken back.
     *
     * @param prompt its timeout is for all providers together
     * @param pieces as for {@link Provider#complete}; an answer from the cache is one piece
     * @throws NoSuchModel if there is no such tier, or not the model that was chosen
     * @throws RoutingFailed if nobody gave a whole answer
     * @throws InterruptedException if the caller's thread was interrupted; the provider is given up
     */
    public Routed complete(Asking asking, Prompt prompt, Consumer<String> pieces) throws InterruptedException {
        long begun = System.nanoTime();
        Route route = routes.decide(asking);
        AnswerCache answers = cache;
        Key key = answers == null ? null : key(route, asking, prompt.maxTokens(), prompt.temperature(), answers);
        if (answers == null || key == null) {
            return alone(route, asking, prompt, pieces, begun);
        }
        Optional<Routed> found = answers.find(key, asking.question(), true);
        while (found.isEmpty()) {
            Optional<CompletableFuture<Landing>> flight = flights.start(key);
            if (flight.isPresent()) {
                return lead(flight.get(), key, route, asking, prompt, pieces, begun);
            }
            Duration left = prompt.timeout().minusNanos(System.nanoTime() - begun);
            Landing landing = flights.await(key, left.isPositive() ? left : Duration.ZERO);
            if (landing.failure() != null) {
                RoutingFailed theirs = landing.failure();
                failed(asking);
                throw new RoutingFailed(theirs.attempts(), "", null, theirs.failure(), theirs);
            }
            found = Optional.ofNullable(landing.answer()).or(() -> answers.again(key));
            if (found.isEmpty() && landing == Landing.NOWHERE) {
                return alone(route, asking, prompt, pieces, begun);
            }
        }
        return cached(found.get(), route, asking, pieces, begun);
    }

    /**
     * An answer that was given already, to ask before sources are searched.
     *
     * @param maxTokens and
     * @param temperature as the prompt will have them
     */
    public Optional<Routed> known(Asking asking, int maxTokens, double temperature, Consumer<String> pieces) {
        long begun = System.nanoTime();
        Route route = routes.decide(asking);
        AnswerCache answers = cache;
        Key key = answers == null ? null : key(route, asking, maxTokens, temperature, answers);
        if (answers == null || key == null) {
            return Optional.empty();
        }
        return answers.find(key, asking.question(), false).map(found -> cached(found, route, asking, pieces, begun));
    }

    private static @Nullable Key key(Route route, Asking asking, int maxTokens, double temperature, AnswerCache cache) {
        if (asking.knowledge() == null || route.chain().isEmpty() || !cache.takes(temperature)) {
            return null;
        }
        Lane choice = route.chain().getFirst();
        return new Key(
                MustAgree.normalised(asking.question()),
                new Key.Setting(
                        asking.tier(),
                        choice.name() + "/" + choice.model(),
                        asking.knowledge(),
                        maxTokens,
                        temperature));
    }

    private Routed lead(
            CompletableFuture<Landing> flight,
            Key key,
            Route route,
            Asking asking,
            Prompt prompt,
            Consumer<String> pieces,
            long begun)
            throws InterruptedException {
        AnswerCache answers = Objects.requireNonNull(cache);
        Landing landing = Landing.NOWHERE;
        try {
            Optional<Routed> meanwhile = answers.again(key);
            if (meanwhile.isPresent()) {
                landing = new Landing(meanwhile.get(), null);
                return cached(meanwhile.get(), route, asking, pieces, begun);
            }
            Routed answer = alone(route, asking, prompt, pieces, begun);
            if (Chain.isFirstChoice(answer) && answers.isWorth(answer.completion())) {
                answers.keep(key, asking.question(), answer);
                landing = new Landing(answer, null);
            }
            return answer;
        } catch (RoutingFailed e) {
            // A budget is somebody's own.
            if (e.budget() == null) {
                landing = new Landing(null, e);
            }
            throw e;
        } finally {
            flights.land(key, flight, landing);
        }
    }

    private Routed alone(Route route, Asking asking, Prompt prompt, Consumer<String> pieces, long begun)
            throws InterruptedException {
        try {
            Routed answer = new Chain(route, asking, prompt, pieces, parts, begun).run();
            parts.figures().query(answer.provider(), asking.tier(), answer.reason(), Attempt.ANSWERED);
            parts.figures().own(answer.timings().own());
            return answer;
        } catch (RoutingFailed e) {
            failed(asking);
            throw e;
        }
    }

    private void failed(Asking asking) {
        parts.figures().query("none", asking.tier(), "none", "failed");
        parts.stats().failed();
    }

    private Routed cached(Routed found, Route route, Asking asking, Consumer<String> pieces, long begun) {
        Duration own = Duration.ofNanos(System.nanoTime() - begun);
        pieces.accept(found.completion().text());
        parts.figures().query(found.provider(), asking.tier(), "cache", "cached");
        parts.figures().own(own);
        parts.stats().fromCache();
        return new Routed(
                found.completion(),
                found.provider(),
                found.model(),
                "cache",
                BigDecimal.ZERO,
                found.currency(),
                found.priceKnown(),
                new Timings(own, Duration.ZERO, own, own),
                List.of(),
                true,
                route.questionClass(),
                route.arm(),
                found.grounding());
    }

    /**
     * A model that may be asked.
     *
     * @param health {@code closed}: healthy; {@code open}: left alone; {@code half_open}: being tried
     * @param tiers that may have it; empty for all
     */
    public record Model(String provider, String model, ProviderPolicy.Kind kind, String health, Set<String> tiers) {}

    /** All that are enabled, by the policy's order. */
    public List<Model> models() {
        return lanes.stream()
                .map(lane ->
                        new Model(lane.name(), lane.model(), lane.policy.kind(), lane.health(), lane.policy.tiers()))
                .toList();
    }

    public RouterStats stats() {
        return parts.stats();
    }
}
