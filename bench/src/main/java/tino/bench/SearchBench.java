package tino.bench;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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

    /** What is called once a request is compiled fully after 5,000 calls. */
    private static final int WARM_UP = 6_000;

    /** Seconds after which the two take turns, so that what disturbs the machine disturbs both. */
    private static final int TURN = 5;

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--n", defaultValue = "100000", description = "Professionals (default: ${DEFAULT-VALUE}).")
    private int professionals;

    @Option(names = "--rate", defaultValue = "50", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "For each of the two (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--home", paramLabel = "FOLDER", description = "Filled once and used again (default: a new one).")
    private @Nullable Path home;

    @Override
    public Integer call() {
        List<String> queries = Marketplace.queries();
        try (Marketplace marketplace = Marketplace.start(professionals, home, figures)) {
            LiveIndex index = marketplace.part(LiveIndex.class);
            OpenLoop bare = new OpenLoop(rate, i -> bare(index, queries.get(i % queries.size())));
            OpenLoop whole = new OpenLoop(rate, i -> search(marketplace, queries.get(i % queries.size())));
            figures.say("%,d professionals in the index, warming up …", index.size());
            warmUp(i -> search(marketplace, queries.get(i % queries.size())));
            Stages stages = Stages.ofSearches(marketplace.part(MeterRegistry.class));
            for (int left = seconds; left > 0; left -= TURN) {
                Duration turn = Duration.ofSeconds(Math.min(left, TURN));
                bare.run(turn);
                whole.run(turn);
            }
            report(index, bare, whole);
            stages.report(figures);
            figures.finish();
        }
        return 0;
    }

    /** As many as the compiler needs to see, as fast as the answers come. */
    private static void warmUp(IntConsumer request) {
        IntStream.range(0, WARM_UP).parallel().forEach(request);
    }

    private void report(LiveIndex index, OpenLoop bare, OpenLoop whole) {
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
    }

    private void row(String name, OpenLoop found) {
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

    /** Blocking, on the caller's own thread and a connection that is kept: the load must not load the machine. */
    private static void search(Marketplace marketplace, String query) {
        String address = marketplace.address("api/search/?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            if (connection.getResponseCode() != 200) {
                throw new IllegalStateException("Status " + connection.getResponseCode() + " for " + address);
            }
            try (InputStream answer = connection.getInputStream()) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
