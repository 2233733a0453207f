package tino.marketplace.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The marketplace as its clients reach it: over HTTP and in no other way. Safe for use by many threads. */
public final class MarketplaceHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final URI server;
    private final String apiKey;

    /** @param apiKey with the scopes to search at its own rate, to evaluate and to write reviews and messages */
    public MarketplaceHttp(URI server, String apiKey) {
        this.server = server;
        this.apiKey = apiKey;
    }

    /** A search that is written down, by a session of its own. */
    SearchAnswer search(Need need) {
        return search(need, "&session=" + Long.toHexString(need.key()));
    }

    /** How a ranker orders the same candidates; not written down. @param ranker {@code weights} or {@code champion} */
    SearchAnswer evaluate(Need need, String ranker) {
        return search(need, "&ranker=" + ranker);
    }

    private SearchAnswer search(Need need, String more) {
        StringBuilder path = new StringBuilder("/api/search/?q=").append(encoded(need.query()));
        if (need.category() != null) {
            path.append("&cat=").append(encoded(need.category()));
        }
        if (need.priceMax() != null) {
            path.append("&price_max=").append(need.priceMax());
        }
        if (need.tellsPlace()) {
            path.append(String.format(
                    Locale.ROOT,
                    "&lat=%.5f&lon=%.5f",
                    need.home().lat(),
                    need.home().lon()));
        }
        return json.readValue(send("GET", path.append(more).toString(), null), SearchAnswer.class);
    }

    /** @param decision of the answer that showed the card */
    void report(UUID decision, Action action, String query) {
        send(
                "POST",
                "/api/events/" + action.kind().name().toLowerCase(Locale.ROOT) + "/",
                Map.of(
                        "doc_id",
                        action.card().professional(),
                        "query",
                        query,
                        "position",
                        action.card().position(),
                        "decision_id",
                        decision));
    }

    void message(UUID professional, UUID contract, UUID author, String text) {
        send(
                "POST",
                "/api/professionals/" + professional + "/messages",
                Map.of("contract_id", contract, "author", author, "text", text));
    }

    void review(UUID professional, UUID author, int stars, String comment) {
        send(
                "POST",
                "/api/professionals/" + professional + "/reviews",
                Map.of("author", author, "stars", stars, "comment", comment));
    }

    void dispute(UUID professional, UUID customer, String reason) {
        send(
                "POST",
                "/api/professionals/" + professional + "/disputes",
                Map.of("customer", customer, "reason", reason));
    }

    private String send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("X-API-Key", apiKey)
                .header("Accept", "application/json");
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json.writeValueAsString(body)));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(method + " " + path + " was expected to succeed, the server answered "
                        + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + server.resolve(path) + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + path, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
