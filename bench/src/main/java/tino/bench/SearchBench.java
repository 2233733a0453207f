package tino.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.search.LiveIndex;

/** Search end to end over HTTP against the bare index query, both at the same rate. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Searches over HTTP at a fixed rate, beside the bare Lucene query in this process.")
final class SearchBench implements Callable<Integer> {
    private static final int RECALL = 100;

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--n", defaultValue = "100000", description = "Professionals (default: ${DEFAULT-VALUE}).")
    private int professionals;

    @Option(names = "--rate", defaultValue = "50", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "Of each of the two (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--home", paramLabel = "FOLDER", description = "Filled once and used again (default: a new one).")
    private @Nullable Path home;

    @Override
    public Integer call() {
        List<String> queries = Marketplace.queries();
        try (Marketplace marketplace = Marketplace.start(professionals, home, figures);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            LiveIndex index = marketplace.part(LiveIndex.class);
            Duration duration = Duration.ofSeconds(seconds);
            figures.say("%,d professionals in the index, warming up …", index.size());
            OpenLoop.run(rate, Duration.ofSeconds(20), i -> search(http, marketplace, queries.get(i % queries.size())));
            OpenLoop.run(rate, Duration.ofSeconds(10), i -> bare(index, queries.get(i % queries.size())));
            OpenLoop.Latencies bare = OpenLoop.run(rate, duration, i -> bare(index, queries.get(i % queries.size())));
            OpenLoop.Latencies whole =
                    OpenLoop.run(rate, duration, i -> search(http, marketplace, queries.get(i % queries.size())));
            double ratio = whole.percentile(.95) / bare.percentile(.95);
            figures.say("%d searches/s for %d s, open loop, milliseconds from when a request was due", rate, seconds);
            figures.say("%-22s %8s %8s %8s %8s", "", "p50", "p95", "p99", "failed");
            row("bare Lucene query", bare);
            row("HTTP, end to end", whole);
            figures.say("p95 over HTTP is %.2f × the bare query's", ratio);
            figures.put("professionals", index.size());
            figures.put("http_p50_ms", whole.percentile(.5));
            figures.put("http_p95_ms", whole.percentile(.95));
            figures.put("lucene_p50_ms", bare.percentile(.5));
            figures.put("lucene_p95_ms", bare.percentile(.95));
            figures.put("p95_ratio", ratio);
            figures.put("failures", whole.failures());
            figures.finish();
        }
        return 0;
    }

    private void row(String name, OpenLoop.Latencies found) {
        figures.say(
                "%-22s %8.2f %8.2f %8.2f %8d",
                name, found.percentile(.5), found.percentile(.95), found.percentile(.99), found.failures());
    }

    /** Embeds the query and runs the hybrid Lucene search for the candidates. */
    private static void bare(LiveIndex index, String query) {
        if (index.search(query, List.of(), RECALL).isEmpty()) {
            throw new IllegalStateException("Nothing found for " + query);
        }
    }

    private static void search(HttpClient http, Marketplace marketplace, String query) {
        String address = marketplace.address("api/search/?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Status " + answer.statusCode() + " for " + address);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
