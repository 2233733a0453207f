package tino.hiring.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import tino.hiring.classifier.HiringClassifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hiring as its clients reach it: over HTTP and in no other way. Safe for use by many threads. */
public final class HiringHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TRIES = 10;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI server;
    private final String apiKey;

    /** @param apiKey with the scope to predict */
    public HiringHttp(URI server, String apiKey) {
        this.server = server;
        this.apiKey = apiKey;
    }

    public record Answer(UUID decision, double probability, boolean approved, double threshold) {}

    /** @param features in the order of {@link HiringClassifier#LAYOUT}; NaN is a gap */
    public Answer predict(String code, float[] features) {
        JsonNode answer = send("predict", request(code, features));
        return new Answer(
                UUID.fromString(answer.path("decision_id").asString()),
                answer.path("probabilidade_contratacao").doubleValue(),
                answer.path("aprovado_pelo_modelo").booleanValue(),
                answer.path("threshold").doubleValue());
    }

    /** The body of a request. */
    public static ObjectNode request(String code, float[] features) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("codigo_profissional", code);
        ObjectNode columns = body.putObject("features");
        for (int i = 0; i < features.length; i++) {
            String name = HiringClassifier.LAYOUT.features().get(i).name();
            if (Float.isNaN(features[i])) {
                columns.putNull(name);
            } else {
                columns.put(name, features[i]);
            }
        }
        return body;
    }

    public void feedback(UUID decision, boolean hired) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("decision_id", decision.toString());
        body.put("outcome", hired ? HiringClassifier.HIRED : HiringClassifier.NOT_HIRED);
        send("feedback", body);
    }

    private JsonNode send(String path, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("X-API-Key", apiKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            // What passes by itself is asked for again, as the answer says.
            for (int tried = 1; response.statusCode() == 503 && tried < TRIES; tried++) {
                Thread.sleep(PAUSE);
                response = http.send(request, BodyHandlers.ofString());
            }
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "POST /" + path + " was answered with " + response.statusCode() + ": " + response.body());
            }
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("POST /" + path + " got no answer from " + server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + path, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
