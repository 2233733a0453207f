package tino.language.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.language.budget.BudgetExceeded;
import tino.language.budget.BudgetUnknown;
import tino.language.budget.Budgets;
import tino.language.budget.Nanos;
import tino.language.budget.Price;
import tino.language.budget.Prices;
import tino.language.budget.Reservation;
import tino.language.provider.Completion;
import tino.language.provider.Prompt;
import tino.language.provider.ProviderFailure;
import tino.language.provider.ProviderFailure.Kind;
import tino.language.provider.TokenEstimate;
import tino.language.route.Routed.Timings;

/** One question on its way along a chain of providers. */
final class Chain {
    /** Of the time left, for the first piece of one that others could stand in for. */
    private static final double SHARE_OF_TIME = 0.6;

    private final Routes.Route route;
    private final Asking asking;
    private final Prompt prompt;
    private final Consumer<String> pieces;
    private final Parts parts;
    private final long begun;

    private final List<Attempt> attempts = new ArrayList<>();
    private final StringBuilder sent = new StringBuilder();
    private long firstPieceAt;
    private long laneBegun;
    private long providerNanos;
    private @Nullable String reason;
    private @Nullable BudgetExceeded budget;
    private @Nullable ProviderFailure failure;
    private @Nullable FirstPieceWatch watch;

    /** What all chains share. */
    record Parts(Budgets budgets, Prices prices, InstantSource clock, RouterFigures figures, RouterStats stats) {}

    Chain(Routes.Route route, Asking asking, Prompt prompt, Consumer<String> pieces, Parts parts, long begun) {
        this.route = route;
        this.asking = asking;
        this.prompt = prompt;
        this.pieces = pieces;
        this.parts = parts;
        this.begun = begun;
    }

    Routed run() throws InterruptedException {
        for (int i = 0; i < route.chain().size(); i++) {
            Routed answer = ask(route.chain().get(i), i + 1 < route.chain().size());
            if (answer != null) {
                return answer;
            }
            if (!sent.isEmpty()) {
                break;
            }
        }
        throw new RoutingFailed(attempts, sent.toString(), budget, failure, failure);
    }

    /** @return {@code null} if the next is to be asked */
    private @Nullable Routed ask(Lane lane, boolean others) throws InterruptedException {
        long left = prompt.timeout().toNanos() - (System.nanoTime() - begun);
        if (left <= 0 && !attempts.isEmpty()) {
            return skipped(lane, "timeout", "fallback");
        }
        Price price = price(lane);
        Reservation reservation;
        try {
            reservation = parts.budgets()
                    .reserve(
                            asking.user(),
                            asking.tier(),
                            price.isFree() ? 0 : price.cost(TokenEstimate.atMost(prompt), prompt.maxTokens()));
        } catch (BudgetExceeded e) {
            budget = budget == null ? e : budget;
            return skipped(lane, "cost_budget", "cost_budget");
        } catch (BudgetUnknown e) {
            return skipped(lane, "budget_unknown", "cost_budget");
        }
        if (!lane.enter()) {
            reservation.release();
            return skipped(lane, "unhealthy", "unhealthy");
        }
        return call(lane, price, reservation, Math.max(1, left), others);
    }

    private Price price(Lane lane) {
        Price price = parts.prices().of(lane.name(), lane.model(), parts.clock().instant());
        // What runs here, or on a machine of one's own, costs nothing unless the list says so.
        return lane.policy.kind() == ProviderPolicy.Kind.OPENAI || price.known() ? price : Price.FREE;
    }

    private @Nullable Routed skipped(Lane lane, String outcome, String why) {
        attempts.add(new Attempt(lane.name(), lane.model(), outcome, Duration.ZERO));
        reason = reason == null ? why : reason;
        return null;
    }

    private @Nullable Routed call(Lane lane, Price price, Reservation reservation, long left, boolean others)
            throws InterruptedException {
        boolean over = false;
        laneBegun = System.nanoTime();
        try {
            Completion completion = complete(lane, left, others);
            long took = providerTime();
            over = true;
            lane.answered(took);
            long cost = price.cost(
                    completion.usage().promptTokens(), completion.usage().completionTokens());
            reservation.settle(cost);
            attempts.add(new Attempt(lane.name(), lane.model(), Attempt.ANSWERED, Duration.ofNanos(took)));
            return routed(lane, completion, cost, price, took);
        } catch (ProviderFailure e) {
            long took = providerTime();
            over = true;
            lane.failed(took, e);
            charge(lane, price, reservation, e.kind());
            attempts.add(new Attempt(
                    lane.name(), lane.model(), e.kind().name().toLowerCase(Locale.ROOT), Duration.ofNanos(took)));
            parts.figures().failed(lane, e);
            parts.stats().providerFailed(lane);
            failure = e;
            reason = reason == null ? "fallback" : reason;
            return null;
        } finally {
            if (!over) { // the asker is gone, or the reader of the pieces failed
                providerTime();
                lane.leave();
                charge(lane, price, reservation, null);
            }
        }
    }

    private long providerTime() {
        long took = System.nanoTime() - laneBegun;
        providerNanos += took;
        return took;
    }

    private Completion complete(Lane lane, long left, boolean others) throws InterruptedException {
        Duration most = lane.policy.maxLatency();
        if (most != null || others) {
            long own = most == null ? Long.MAX_VALUE : most.toNanos();
            long shared = others ? (long) (SHARE_OF_TIME * left) : left;
            watch = FirstPieceWatch.start(Math.min(own, shared));
        } else {
            watch = null;
        }
        FirstPieceWatch watching = watch;
        Prompt within = new Prompt(
                prompt.messages(),
                prompt.grounding(),
                prompt.maxTokens(),
                prompt.temperature(),
                Duration.ofNanos(left));
        try {
            return lane.provider.complete(within, this::piece);
        } catch (InterruptedException e) {
            if (watching != null) {
                watching.stop();
                if (watching.expired()) {
                    throw new ProviderFailure(Kind.TIMEOUT, lane.name() + " sent no first piece in time.", null, null);
                }
            }
            throw e;
        } finally {
            if (watching != null) {
                watching.stop();
                watching.expired();
            }
        }
    }

    private void piece(String text) {
        if (sent.isEmpty() && !text.isEmpty()) {
            firstPieceAt = System.nanoTime();
            if (watch != null) {
                watch.stop();
            }
        }
        sent.append(text);
        pieces.accept(text);
    }

    /**
     * What an answer costs that did not become whole. Services charge for what they read as soon as they begin; nothing where they
     * refused or were not reached.
     *
     * @param kind {@code null} if it was given up by the asker
     */
    private void charge(Lane lane, Price price, Reservation reservation, @Nullable Kind kind) {
        boolean begun = !sent.isEmpty() || kind == null || kind == Kind.TIMEOUT || kind == Kind.GARBLED;
        if (!begun || price.isFree()) {
            reservation.release();
            return;
        }
        long cost =
                Math.min(reservation.nanos(), price.cost(TokenEstimate.of(prompt), TokenEstimate.of(sent.toString())));
        reservation.settle(cost);
        parts.stats().cost(lane, cost);
        parts.figures().charged(lane, Nanos.amount(cost).doubleValue());
    }

    private Routed routed(Lane lane, Completion completion, long cost, Price price, long took) {
        BigDecimal amount = Nanos.amount(cost);
        long first = firstPieceAt == 0 ? took : firstPieceAt - laneBegun;
        parts.figures().answered(lane, Duration.ofNanos(took), Duration.ofNanos(first), amount.doubleValue());
        parts.stats().answered(lane);
        parts.stats().cost(lane, cost);
        long total = System.nanoTime() - begun;
        return new Routed(
                completion,
                lane.name(),
                lane.model(),
                reason == null ? route.reason() : reason,
                amount,
                parts.prices().currency(),
                price.known(),
                new Timings(
                        Duration.ofNanos(total),
                        Duration.ofNanos(providerNanos),
                        Duration.ofNanos(total - providerNanos),
                        Duration.ofNanos(firstPieceAt == 0 ? total : firstPieceAt - begun)),
                List.copyOf(attempts),
                false,
                route.questionClass(),
                route.arm(),
                prompt.grounding());
    }

    /** Whether the first of the chain answered, so that the answer is what the policy wants. */
    static boolean isFirstChoice(Routed answer) {
        return answer.attempts().size() == 1;
    }
}
