package tino.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.assistant.knowledge.ShippedBenchmark;
import tino.assistant.knowledge.Sources;
import tino.language.benchmark.Benchmark;
import tino.server.Server;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tino demo assistant}: a chat that answers and cites, with no key and no download. */
@Command(
        name = "assistant",
        mixinStandardHelpOptions = true,
        description =
                "Reads the articles on retail media that come with Tino, asks over HTTP the questions of their benchmark, and leaves the chat open.",
        footer = {
            "",
            "With TINO_ASSISTANT_OPENAI_URL and TINO_ASSISTANT_OPENAI_MODEL (and _KEY) premium users are answered by that service."
        })
final class DemoAssistantCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(names = "--once", description = "Ends after the story instead of staying open.")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at; 0 picks a free one and says which (default: TINO_PORT, else 8080).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Map<String, Object> settings = new HashMap<>();
        settings.put("tino.limits.questions", 1_000_000);
        if (port != null) {
            settings.put("tino.port", port);
        }
        try (Server server = Server.start(settings)) {
            output.print(server.part(Sources.class).size() + " passages to answer from");
            Map<String, Object> figures = story(server.address());
            figures.put("passages", server.part(Sources.class).size());
            figures.put("seconds", (System.nanoTime() - start) / 1e9);
            if (!once) {
                CountDownLatch stopped = new CountDownLatch(1);
                server.onStop(stopped::countDown);
                output.print("");
                output.print("The chat:          " + server.address().resolve("assistant"));
                output.print("How it does:       " + server.address().resolve("console/assistant"));
                output.print("Ctrl-C ends.");
                output.result(figures);
                stopped.await();
            } else {
                output.result(figures);
            }
        }
        return Exit.OK;
    }

    private record Asked(Benchmark.Question question, boolean refused, boolean cited, String provider) {}

    private Map<String, Object> story(URI server) throws IOException, InterruptedException {
        Benchmark benchmark = ShippedBenchmark.read();
        List<Asked> all = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient();
                Progress bar =
                        output.progress("questions", benchmark.questions().size())) {
            for (Benchmark.Question question : benchmark.questions()) {
                all.add(ask(http, server, question));
                bar.step();
            }
        }
        long answerable =
                all.stream().filter(asked -> asked.question.answerable()).count();
        long answered = all.stream()
                .filter(asked -> asked.question.answerable() && !asked.refused)
                .count();
        long cited = all.stream()
                .filter(asked -> asked.question.answerable() && asked.cited)
                .count();
        long refused = all.stream()
                .filter(asked -> !asked.question.answerable() && asked.refused)
                .count();
        output.print("%d questions with an answer in the sources: %d answered, %d of them from the right article"
                .formatted(answerable, answered, cited));
        output.print("%d without: %d refused".formatted(all.size() - answerable, refused));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("questions", all.size());
        figures.put("answerable", answerable);
        figures.put("answered", answered);
        figures.put("cited_right", cited);
        figures.put("refused_rightly", refused);
        figures.put(
                "providers",
                all.stream().map(Asked::provider).distinct().sorted().toList());
        return figures;
    }

    private static Asked ask(HttpClient http, URI server, Benchmark.Question question)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(server.resolve("api/v1/query"))
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JsonMapper.shared().writeValueAsString(Map.of("question", question.text()))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new Failure(
                    Exit.FAILED,
                    "\"" + question.text() + "\" was answered with " + response.statusCode() + ": " + response.body());
        }
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        boolean cited = false;
        for (JsonNode citation : answer.path("citations")) {
            cited |= question.relevant().contains(citation.path("source").stringValue(""));
        }
        return new Asked(
                question,
                answer.path("refused").asBoolean(false),
                cited,
                answer.path("provider").stringValue(""));
    }
}
