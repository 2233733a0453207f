package tino.language.route;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Lets those who ask the same at the same time share one answer. */
final class Flights {
    private final Map<AnswerCache.Key, CompletableFuture<Landing>> flights = new ConcurrentHashMap<>();

    /** What came of it: an answer for all, a failure for all, or neither, and then everybody asks himself. */
    record Landing(@Nullable Routed answer, @Nullable RoutingFailed failure) {
        static final Landing NOWHERE = new Landing(null, null);
    }

    /** Asks; to be ended with {@link #land}. Empty if somebody else does already. */
    Optional<CompletableFuture<Landing>> start(AnswerCache.Key key) {
        CompletableFuture<Landing> mine = new CompletableFuture<>();
        return flights.putIfAbsent(key, mine) == null ? Optional.of(mine) : Optional.empty();
    }

    void land(AnswerCache.Key key, CompletableFuture<Landing> flight, Landing landing) {
        flights.remove(key, flight);
        flight.complete(landing);
    }

    /** Waits for whoever asks; {@link Landing#NOWHERE} if that takes too long or nobody does any more. */
    Landing await(AnswerCache.Key key, Duration most) throws InterruptedException {
        CompletableFuture<Landing> flight = flights.get(key);
        if (flight == null) {
            return Landing.NOWHERE;
        }
        try {
            return flight.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Landing.NOWHERE;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A flight only lands", e);
        }
    }
}
