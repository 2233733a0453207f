package tino.search.embedding;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls an {@link EmbeddingService}: in batches, again after what may pass (timeouts, 429, 5xx), with growing pauses. */
final class EmbeddingCalls {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 200;

    private final EmbeddingService service;
    private final URI uri;
    private final Function<JsonNode, List<JsonNode>> vectors;
    private final HttpClient http;

    /** {@link System#nanoTime} until which nothing is tried; 0 for no rest. */
    private final AtomicLong restsUntil = new AtomicLong();

    private volatile String lastFailure = "";

    /**
     * @param path below the service's URL
     * @param vectors the vectors in a service's answer, in the texts' order
     */
    EmbeddingCalls(EmbeddingService service, String path, Function<JsonNode, List<JsonNode>> vectors) {
        this.service = service;
        this.uri = URI.create(service.url().toString().replaceFirst("/$", "") + path);
        this.vectors = vectors;
        this.http = HttpClient.newBuilder()
                .connectTimeout(service.timeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** As {@link Embedder#embed(List)}; blank texts become the zero vector without a call, for services refuse them. */
    List<float[]> embed(List<String> texts) {
        float[][] all = new float[texts.size()][service.dimensions()];
        int[] asked = IntStream.range(0, texts.size())
                .filter(i -> !texts.get(i).isBlank())
                .toArray();
        for (int from = 0; from < asked.length; from += service.batch()) {
            int to = Math.min(asked.length, from + service.batch());
            int first = from;
            List<String> batch =
                    IntStream.range(from, to).mapToObj(i -> texts.get(asked[i])).toList();
            List<float[]> answered = patiently(batch);
            IntStream.range(from, to).forEach(i -> all[asked[i]] = answered.get(i - first));
        }
        return List.of(all);
    }

    /** What may pass. */
    private static final class Passing extends Exception {
        private final Duration wait;

        private Passing(String message, Duration wait, @Nullable Throwable cause) {
            super(message, cause);
            this.wait = wait;
        }
    }

    private List<float[]> patiently(List<String> texts) {
        long until = restsUntil.get();
        if (until != 0 && System.nanoTime() < until) {
            throw new Embedder.EmbeddingUnavailable("Not asking " + service + " for a while: " + lastFailure, null);
        }
        Duration pause = service.pause();
        for (int attempt = 1; ; attempt++) {
            try {
                List<float[]> answered = once(texts);
                restsUntil.set(0);
                return answered;
            } catch (Passing e) {
                if (attempt == service.attempts() || e.wait.compareTo(service.rest()) > 0) {
                    throw givenUp(e.getMessage() + ", " + attempt + " times", e);
                }
                sleep(e.wait.compareTo(pause) > 0 ? e.wait : pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private List<float[]> once(List<String> texts) throws Passing {
        HttpResponse<String> response;
        try {
            response = http.send(request(texts), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Passing("it did not answer (" + e + ")", Duration.ZERO, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Embedder.EmbeddingUnavailable("Interrupted while asking " + service, e);
        }
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            OptionalLong seconds = retryAfter(response);
            throw new Passing("it answered " + status, Duration.ofSeconds(seconds.orElse(0)), null);
        }
        if (status != 200) {
            throw givenUp(
                    "it answered " + status + " " + shown(response.body())
                            + " Maybe the model's name or the key is wrong.",
                    null);
        }
        return read(response.body(), texts.size());
    }

    private HttpRequest request(List<String> texts) {
        ObjectNode body = JSON.createObjectNode().put("model", service.model());
        body.set("input", JSON.valueToTree(texts));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(service.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (service.key() != null) {
            request.header("Authorization", "Bearer " + service.key());
        }
        return request.build();
    }

    private static OptionalLong retryAfter(HttpResponse<?> response) {
        try {
            return response.headers().firstValueAsLong("Retry-After");
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // a date: the pause will do
        }
    }

    private List<float[]> read(String body, int expected) {
        List<JsonNode> found;
        try {
            found = vectors.apply(JSON.readTree(body));
        } catch (JacksonException e) {
            throw givenUp("it answered no JSON: " + shown(body), e);
        }
        if (found.size() != expected) {
            throw givenUp("it answered " + found.size() + " vectors to " + expected + " texts", null);
        }
        List<float[]> read = new ArrayList<>(expected);
        for (JsonNode vector : found) {
            if (vector.size() != service.dimensions()) {
                throw givenUp(
                        "its vectors have " + vector.size() + " dimensions, not " + service.dimensions()
                                + ". Maybe the dimensions set do not belong to the model.",
                        null);
            }
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.get(i).floatValue();
            }
            read.add(CorpusEmbedder.normalised(values));
        }
        return read;
    }

    private Embedder.EmbeddingUnavailable givenUp(String reason, @Nullable Throwable cause) {
        lastFailure = reason;
        restsUntil.set(System.nanoTime() + service.rest().toNanos() | 1);
        return new Embedder.EmbeddingUnavailable("No embeddings from " + service + ": " + reason, cause);
    }

    /** The beginning of an answer; some services repeat the key in it. */
    private String shown(String body) {
        String safe = service.key() == null ? body : body.replace(service.key(), "…");
        return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe;
    }

    /** Before the next try, for as long as the service asked for. */
    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Embedder.EmbeddingUnavailable("Interrupted while waiting for " + service, e);
        }
    }
}
