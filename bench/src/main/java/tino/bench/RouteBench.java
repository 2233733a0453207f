package tino.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.language.budget.Budget;
import tino.language.budget.Budgets;
import tino.language.budget.Prices;
import tino.language.provider.Completion;
import tino.language.provider.Message;
import tino.language.provider.Prompt;
import tino.language.provider.Provider;
import tino.language.route.Asking;
import tino.language.route.ProviderPolicy;
import tino.language.route.Routed;
import tino.language.route.Router;
import tino.language.route.RoutingPolicy;
import tino.language.route.Rule;
import tino.lifecycle.database.Database;

/** Our own share of a routed answer, budgets on PostgreSQL included; and how long after a service's its first piece is handed over. */
@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description =
                "Routes questions to a model that answers at once, and to one that streams, beside a bare HTTP client.")
final class RouteBench implements Callable<Integer> {
    private static final int WARM_UP = 20_000;
    private static final int STREAMS = 1_000;

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--rate", defaultValue = "500", description = "Questions a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "For so long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--users", defaultValue = "1000", description = "Who ask in turn (default: ${DEFAULT-VALUE}).")
    private int users;

    /** A service's price, and its answer at once. */
    private static final class Instant implements Provider {
        @Override
        public String name() {
            return "openai";
        }

        @Override
        public String model() {
            return "gpt-4o-mini";
        }

        @Override
        public Completion complete(Prompt prompt, Consumer<String> pieces) {
            pieces.accept("Sim.");
            return new Completion("Sim.", new Completion.Usage(400, 100), Completion.Finish.STOP);
        }
    }

    private static final Prompt PROMPT = new Prompt(
            List.of(Message.system("Responda pelas fontes. ".repeat(60)), Message.user("O que é ACOS?")),
            null,
            500,
            0.2,
            Duration.ofSeconds(30));

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tino-bench");
        try (Database database = Database.embedded(folder)) {
            database.migrate("language");
            List<Budget> budgets = List.of(
                    budget("user", Budget.Scope.USER, "1"),
                    budget("tier", Budget.Scope.TIER, "10000"),
                    budget("all", Budget.Scope.ALL, "100000"));
            try (Budgets kept = new Budgets(
                    budgets,
                    database,
                    InstantSource.system(),
                    ZoneOffset.UTC,
                    Budgets.PATIENCE,
                    new SimpleMeterRegistry())) {
                own(kept);
                streams(kept);
            }
        } finally {
            Marketplace.delete(folder);
        }
        figures.finish();
        return 0;
    }

    private static Budget budget(String name, Budget.Scope scope, String limit) {
        return new Budget(name, scope, null, Budget.Period.DAY, new BigDecimal(limit));
    }

    private static Router router(Budgets budgets, List<ProviderPolicy> providers, Map<String, Provider> local) {
        List<String> names = providers.stream().map(ProviderPolicy::name).toList();
        RoutingPolicy policy = new RoutingPolicy(
                null,
                providers,
                List.of(new Rule("premium_user", null, Set.of("premium"), null, null, null, names)),
                null,
                null,
                Duration.ofSeconds(5),
                null);
        return new Router(
                policy, local, budgets, Prices.standard(), null, InstantSource.system(), new SimpleMeterRegistry());
    }

    private Routed ask(Router router, int number, Consumer<String> pieces) {
        try {
            return router.complete(
                    Asking.of("O que é ACOS?", "premium", Integer.toString(number % users), null), PROMPT, pieces);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void own(Budgets budgets) {
        Router router = router(budgets, List.of(ProviderPolicy.local("openai", 1)), Map.of("openai", new Instant()));
        figures.say("warming up …");
        for (int i = 0; i < WARM_UP; i++) {
            ask(router, i, _ -> {});
        }
        double[] own = new double[rate * seconds];
        OpenLoop loop = new OpenLoop(
                rate, i -> own[i] = ask(router, i, _ -> {}).timings().own().toNanos() / 1e6);
        loop.run(Duration.ofSeconds(seconds));
        figures.say("%d questions/s for %d s of %,d users, three budgets each, milliseconds", rate, seconds, users);
        figures.say("%-40s %8s %8s %8s %8s", "", "p50", "p99", "max", "failed");
        figures.say(
                "%-40s %8.3f %8.3f %8.3f %8d",
                "our own share",
                Percentile.of(own, .5),
                Percentile.of(own, .99),
                Percentile.of(own, 1),
                loop.failures());
        figures.say(
                "%-40s %8.3f %8.3f %8.3f",
                "from when a question was due", loop.percentile(.5), loop.percentile(.99), loop.percentile(1));
        figures.put("own_p50_ms", Percentile.of(own, .5));
        figures.put("own_p99_ms", Percentile.of(own, .99));
        figures.put("failures", loop.failures());
    }

    /** When the stream sent its first piece; one request at a time. */
    private volatile long sentAt;

    private void streams(Budgets budgets) throws IOException, InterruptedException {
        // Else it holds small pieces back, and that is what would be measured.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::stream);
        server.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
            ProviderPolicy policy = new ProviderPolicy(
                    "openai", ProviderPolicy.Kind.OPENAI, url, "gpt-4o-mini", "none", true, null, 1, 1, null);
            Router router = router(budgets, List.of(policy), Map.of());
            HttpRequest bare = HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            double[] routed = new double[STREAMS];
            double[] raw = new double[STREAMS];
            for (int i = -STREAMS / 2; i < STREAMS; i++) {
                long[] first = new long[1];
                ask(router, i + STREAMS, _ -> first[0] = first[0] == 0 ? System.nanoTime() : first[0]);
                routed[Math.max(i, 0)] = (first[0] - sentAt) / 1e6;
                raw[Math.max(i, 0)] = (firstByte(client, bare) - sentAt) / 1e6;
            }
            figures.say("%d streams, from the service's first piece to ours, milliseconds", STREAMS);
            figures.say("%-40s %8s %8s %8s", "", "p50", "p95", "p99");
            row("routed: parsed, handed over", routed);
            row("bare HTTP client: first byte", raw);
            figures.put("first_piece_p50_ms", Percentile.of(routed, .5));
            figures.put("first_piece_p99_ms", Percentile.of(routed, .99));
            figures.put("bare_first_byte_p50_ms", Percentile.of(raw, .5));
            figures.put("bare_first_byte_p99_ms", Percentile.of(raw, .99));
        } finally {
            server.stop(0);
        }
    }

    private void row(String name, double[] sorted) {
        figures.say(
                "%-40s %8.3f %8.3f %8.3f",
                name, Percentile.of(sorted, .5), Percentile.of(sorted, .95), Percentile.of(sorted, .99));
    }

    private static long firstByte(HttpClient client, HttpRequest request) throws InterruptedException {
        try (InputStream body =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            body.read();
            long first = System.nanoTime();
            body.transferTo(OutputStream.nullOutputStream());
            return first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            sentAt = System.nanoTime();
            write(out, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Sim.\"}}]}\n\n");
            write(out, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
            write(
                    out,
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":400,\"completion_tokens\":2,\"total_tokens\":402}}\n\n");
            write(out, "data: [DONE]\n\n");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
