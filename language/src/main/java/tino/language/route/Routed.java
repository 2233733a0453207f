package tino.language.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.language.provider.Completion;
import tino.language.provider.Grounding;

/**
 * An answer, and how it came about.
 *
 * @param reason the {@code routing_reason}: of the rule that chose the provider, or {@code selected}, {@code default}; where the one
 *     chosen did not answer why not: {@code unhealthy}, {@code latency_budget}, {@code cost_budget}, {@code fallback}; or {@code cache}
 * @param estimatedCost by the list of prices; 0 from the cache
 * @param priceKnown whether the list has the model; if not, the cost is that of unknown ones
 * @param attempts in order, the one that answered last; empty from the cache
 * @param questionClass what kind of question it is taken for
 * @param arm of the experiment, as {@code experiment/arm}; {@code null} for none
 * @param grounding what the answer's citations point to: from the cache that of the question it was first given to
 */
public record Routed(
        Completion completion,
        String provider,
        String model,
        String reason,
        BigDecimal estimatedCost,
        String currency,
        boolean priceKnown,
        Timings timings,
        List<Attempt> attempts,
        boolean cached,
        String questionClass,
        @Nullable String arm,
        @Nullable Grounding grounding) {

    /**
     * @param total from the question to the end of the answer
     * @param provider of that, in providers, those that failed included
     * @param own the rest: policy, budgets, cache
     * @param firstPiece until the first piece was handed over
     */
    public record Timings(Duration total, Duration provider, Duration own, Duration firstPiece) {}
}
