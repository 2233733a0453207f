package tino.language.route;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tino.language.provider.ModelService;
import tino.language.provider.OllamaProvider;
import tino.language.provider.OpenAiProvider;
import tino.language.provider.Provider;

/** Makes what a policy names. */
final class Providers {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** A prompt's own time ends an answer sooner. */
    private static final Duration MOST = Duration.ofMinutes(10);

    private Providers() {}

    static List<Lane> lanes(RoutingPolicy policy, Map<String, Provider> local, InstantSource clock) {
        return policy.providers().stream()
                .filter(ProviderPolicy::enabled)
                .map(wanted -> new Lane(wanted, provider(wanted, local, clock), policy.breaker(), clock))
                .toList();
    }

    private static Provider provider(ProviderPolicy wanted, Map<String, Provider> local, InstantSource clock) {
        return switch (wanted.kind()) {
            case OPENAI -> new OpenAiProvider(service(wanted), clock);
            case OLLAMA -> new OllamaProvider(service(wanted), clock);
            case LOCAL -> {
                Provider found = local.get(wanted.name());
                if (found == null) {
                    throw new IllegalArgumentException("The routing policy names the provider " + wanted.name()
                            + " of this process, which has " + local.keySet() + ".");
                }
                yield found;
            }
        };
    }

    private static ModelService service(ProviderPolicy wanted) {
        if (wanted.url() == null || wanted.model() == null) {
            throw new IllegalArgumentException("The provider " + wanted.name() + " needs a URL and a model.");
        }
        return new ModelService(wanted.name(), wanted.url(), wanted.model(), wanted.key(), CONNECT, MOST);
    }
}
