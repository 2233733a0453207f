package tino.search.embedding;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A service that embeds texts over HTTP, and how it is called.
 *
 * @param url without the path of the call, e.g. {@code https://api.openai.com/v1} or {@code http://localhost:11434}
 * @param model as the service names it
 * @param dimensions its vectors have
 * @param key sent as bearer token; {@code null} for none
 * @param batch most texts a call
 * @param timeout of one call
 * @param attempts calls before giving up, the first included
 * @param pause before the second call; doubled before each further one, and at least what the service asks for
 * @param rest after giving up: within it every request fails at once, so that searches do not wait for a service that is down
 */
public record EmbeddingService(
        URI url,
        String model,
        int dimensions,
        @Nullable String key,
        int batch,
        Duration timeout,
        int attempts,
        Duration pause,
        Duration rest) {

    public EmbeddingService {
        if (dimensions < 1 || batch < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "An embedding service has dimensions, batch and attempts of 1 or more, got " + dimensions + ", "
                            + batch + " and " + attempts);
        }
        if (!timeout.isPositive() || pause.isNegative() || rest.isNegative()) {
            throw new IllegalArgumentException(
                    "An embedding service has a timeout above 0, a pause and a rest not below, got " + timeout + ", "
                            + pause + " and " + rest);
        }
    }

    public static EmbeddingService of(URI url, String model, int dimensions, @Nullable String key) {
        return new EmbeddingService(
                url,
                model,
                dimensions,
                key,
                128,
                Duration.ofSeconds(3),
                3,
                Duration.ofMillis(250),
                Duration.ofSeconds(10));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return model + " at " + url;
    }
}
