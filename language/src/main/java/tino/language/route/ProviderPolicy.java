package tino.language.route;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be asked.
 *
 * @param name unique; in rules, prices and figures
 * @param kind how it is asked
 * @param url of a service; {@code null} for what is in this process
 * @param model the service's name of it; {@code null} for what is in this process
 * @param key of the service
 * @param enabled whether it is asked at all
 * @param tiers that may have it; empty for all
 * @param priority among what no rule names: the lowest first
 * @param weight among those of one priority: how many of the users have it first
 * @param maxLatency most time for one answer; {@code null}: what the asker has, of which the last in a chain may use all
 */
public record ProviderPolicy(
        String name,
        Kind kind,
        @Nullable URI url,
        @Nullable String model,
        @Nullable String key,
        boolean enabled,
        Set<String> tiers,
        int priority,
        double weight,
        @Nullable Duration maxLatency) {

    public enum Kind {
        /** Of OpenAI's protocol. */
        OPENAI,
        OLLAMA,
        /** In this process, found by its name. */
        LOCAL
    }

    /** @param tiers {@code null} as empty, for settings that do not name it */
    public ProviderPolicy(
            String name,
            Kind kind,
            @Nullable URI url,
            @Nullable String model,
            @Nullable String key,
            boolean enabled,
            @Nullable Set<String> tiers,
            int priority,
            double weight,
            @Nullable Duration maxLatency) {
        if (name.isBlank() || !(weight > 0) || (maxLatency != null && !maxLatency.isPositive())) {
            throw new IllegalArgumentException("A provider has a name, a weight above 0 and a latency above 0, got '"
                    + name + "', " + weight + " and " + maxLatency);
        }
        if (kind != Kind.LOCAL && (url == null || model == null || model.isBlank())) {
            throw new IllegalArgumentException("The provider " + name + " is a service and needs a URL and a model.");
        }
        this.name = name;
        this.kind = kind;
        this.url = url;
        this.model = model;
        this.key = key == null || key.isBlank() ? null : key;
        this.enabled = enabled;
        this.tiers = tiers == null ? Set.of() : Set.copyOf(tiers);
        this.priority = priority;
        this.weight = weight;
        this.maxLatency = maxLatency;
    }

    /** In this process, for all, asked after the services. */
    public static ProviderPolicy local(String name, int priority) {
        return new ProviderPolicy(name, Kind.LOCAL, null, null, null, true, null, priority, 1, null);
    }

    boolean serves(String tier) {
        return tiers.isEmpty() || tiers.contains(tier);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " (" + kind + (model == null ? "" : ", " + model + " at " + url) + ")";
    }
}
