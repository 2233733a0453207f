package tino.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.file.Durable;
import tino.server.Server;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code tino openapi}: the description of the HTTP interface, for whatever makes clients from it. */
@Command(
        name = "openapi",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the description of the HTTP interface (OpenAPI 3.1, JSON).",
            "Without --from it is that of this build: a server with nothing in it is started for a moment, at loopback."
        })
final class OpenApiCommand implements Callable<Integer> {
    private static final String DOCUMENT = "v3/api-docs";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Mixin
    private final Output output = new Output();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it (default: standard output).")
    private @Nullable Path file;

    @Option(names = "--from", paramLabel = "URL", description = "A running server, e.g. http://localhost:8080/.")
    private @Nullable URI from;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode document = from == null ? ofThisBuild() : fetch(from);
        String text = JSON.writeValueAsString(document) + "\n";
        if (file == null) {
            if (output.json()) {
                output.result(document);
            } else {
                Output.OUT.print(text);
            }
            return Exit.OK;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
        int paths = document.path("paths").size();
        output.print("Wrote " + file + ": " + paths + " paths.");
        output.result(Map.of("file", file.toString(), "paths", paths));
        return Exit.OK;
    }

    private static JsonNode ofThisBuild() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("tino-openapi");
        try (Server server = Server.start(Map.of(
                "tino.home",
                home,
                "tino.db.url",
                "",
                "tino.port",
                0,
                "tino.bind",
                "127.0.0.1",
                "tino.jobs.enabled",
                false,
                "tino.access.docs-public",
                true))) {
            return fetch(server.address());
        } finally {
            Durable.delete(home);
        }
    }

    private static JsonNode fetch(URI server) throws IOException, InterruptedException {
        String base = server.toString();
        URI address = URI.create(base.endsWith("/") ? base : base + "/").resolve(DOCUMENT);
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Failure(
                        Exit.FAILED,
                        address + " answered " + answer.statusCode()
                                + "; expected was the description (tino.access.docs-public)");
            }
            return JSON.readTree(answer.body());
        } catch (java.net.ConnectException e) {
            throw new Failure(Exit.UNAVAILABLE, "Nobody listens at " + server + "; is the server running?", e);
        } catch (JacksonException e) {
            throw new Failure(Exit.FAILED, address + " answered something else than JSON", e);
        }
    }
}
