package tino.language.route;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import tino.language.budget.Nanos;

/** What the router did since the start, in memory: for {@code /api/v1/models/stats}. */
public final class RouterStats {
    private final List<Lane> lanes;
    private final LongAdder total = new LongAdder();
    private final LongAdder cached = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Map<String, LongAdder> queries = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> costs = new ConcurrentHashMap<>();

    RouterStats(List<Lane> lanes) {
        this.lanes = lanes;
        for (Lane lane : lanes) {
            queries.put(lane.name(), new LongAdder());
            failures.put(lane.name(), new LongAdder());
            costs.put(lane.name(), new LongAdder());
        }
    }

    void fromCache() {
        total.increment();
        cached.increment();
    }

    void answered(Lane lane) {
        total.increment();
        add(queries, lane, 1);
    }

    void failed() {
        total.increment();
        errors.increment();
    }

    void providerFailed(Lane lane) {
        add(failures, lane, 1);
    }

    void cost(Lane lane, long nanos) {
        add(costs, lane, nanos);
    }

    private static void add(Map<String, LongAdder> sums, Lane lane, long value) {
        sums.computeIfAbsent(lane.name(), _ -> new LongAdder()).add(value);
    }

    private static long sum(Map<String, LongAdder> sums, Lane lane) {
        return sums.getOrDefault(lane.name(), new LongAdder()).sum();
    }

    /**
     * One provider.
     *
     * @param queries answered by it
     * @param errors of it, also where another answered then
     * @param p50 milliseconds, over its last 256 answers; NaN of none
     * @param health {@code closed}, {@code open} or {@code half_open}
     */
    public record OfProvider(
            String provider,
            String model,
            long queries,
            long errors,
            double p50,
            double p95,
            BigDecimal cost,
            String health) {}

    public List<OfProvider> providers() {
        return lanes.stream()
                .map(lane -> new OfProvider(
                        lane.name(),
                        lane.model(),
                        sum(queries, lane),
                        sum(failures, lane),
                        lane.latencies.millis(0.5),
                        lane.latencies.millis(0.95),
                        Nanos.amount(sum(costs, lane)),
                        lane.health()))
                .toList();
    }

    /** @return whole questions, those from the cache and those that nobody answered included */
    public long total() {
        return total.sum();
    }

    public long cached() {
        return cached.sum();
    }

    /** Questions that nobody answered. */
    public long errors() {
        return errors.sum();
    }

    /** With the names that the assistant's API has always had: {@code openai_queries}, {@code ollama_queries}, {@code errors}, … */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("total_queries", total());
        map.put("openai_queries", 0L);
        map.put("ollama_queries", 0L);
        List<OfProvider> providers = providers();
        providers.forEach(of -> map.put(of.provider() + "_queries", of.queries()));
        map.put("cached_queries", cached());
        map.put("errors", errors());
        map.put("total_cost", providers.stream().map(OfProvider::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
        Map<String, Object> each = new LinkedHashMap<>();
        for (OfProvider of : providers) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("model", of.model());
            one.put("queries", of.queries());
            one.put("errors", of.errors());
            if (!Double.isNaN(of.p50())) {
                one.put("p50_ms", of.p50());
                one.put("p95_ms", of.p95());
            }
            one.put("cost", of.cost());
            one.put("health", of.health());
            each.put(of.provider(), one);
        }
        map.put("providers", each);
        return map;
    }
}
