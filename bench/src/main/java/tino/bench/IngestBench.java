package tino.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Durable events: in batches, as single HTTP posts, and as what one writes first, an insert and a commit an event. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Stores events durably: batches, single HTTP posts, and plain JDBC with a commit an insert.")
final class IngestBench implements Callable<Integer> {
    private static final int BATCH = 1000;
    private static final int BATCH_CALLERS = 4;

    @Mixin
    private final Figures figures = new Figures();

    @Option(names = "--seconds", defaultValue = "10", description = "Of each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--callers", defaultValue = "128", description = "At once, over HTTP (default: ${DEFAULT-VALUE}).")
    private int callers;

    @Override
    public Integer call() throws Exception {
        try (Marketplace marketplace = Marketplace.start(500, null, figures);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            EventLog log = marketplace.part(EventLog.class);
            DataSource pool = marketplace.part(Database.class).dataSource();
            List<Click> clicks = clicks(http, marketplace);
            figures.say("warming up …");
            posts(http, marketplace, clicks, seconds);
            double jdbcAlone = repeat(1, seconds, caller -> insert(pool));
            double jdbc = repeat(16, seconds, caller -> insert(pool));
            double batches = BATCH * repeat(BATCH_CALLERS, seconds, caller -> log.append(batch()));
            double posts = posts(http, marketplace, clicks, seconds);
            figures.say("durable events a second (fsync on), %d s each", seconds);
            row("plain JDBC, a commit an insert, 1 connection", jdbcAlone, jdbc);
            row("plain JDBC, a commit an insert, 16 connections", jdbc, jdbc);
            row("event log, batches of " + BATCH + ", " + BATCH_CALLERS + " callers", batches, jdbc);
            row("HTTP posts of one click, " + callers + " callers", posts, jdbc);
            figures.put("batch_per_second", batches);
            figures.put("http_per_second", posts);
            figures.put("jdbc_1_per_second", jdbcAlone);
            figures.put("jdbc_16_per_second", jdbc);
            figures.put("batch_ratio", batches / jdbc);
            figures.put("http_ratio", posts / jdbc);
            figures.finish();
        }
        return 0;
    }

    private void row(String name, double perSecond, double jdbc) {
        figures.say("%-48s %9.0f   %.1f × JDBC", name, perSecond, perSecond / jdbc);
    }

    private interface Work {
        void once(int caller) throws Exception;
    }

    /** @return calls a second of so many callers, each calling again as soon as it is answered */
    private static double repeat(int callers, int seconds, Work work) throws Exception {
        LongAdder calls = new LongAdder();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<java.util.concurrent.Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                int caller = i;
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        work.once(caller);
                        calls.increment();
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        return calls.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static Event event() {
        JsonNode body = JsonMapper.shared().createObjectNode().put("position", 3);
        UUID decision = DecisionId.next(InstantSource.system(), ThreadLocalRandom.current());
        return new Event(UUID.randomUUID(), "click", Instant.now(), decision, "subject", decision.toString(), body);
    }

    private static List<Event> batch() {
        List<Event> events = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            events.add(event());
        }
        return events;
    }

    /** The same table, without the log. */
    private static void insert(DataSource pool) throws SQLException {
        Event event = event();
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO event (id, type, at, decision, decided_at, subject, item, body)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)")) {
            insert.setObject(1, event.id());
            insert.setString(2, event.type());
            insert.setTimestamp(3, Timestamp.from(event.at()));
            insert.setObject(4, event.decision());
            insert.setTimestamp(5, Timestamp.from(DecisionId.time(event.decision())));
            insert.setString(6, event.subject());
            insert.setString(7, event.item());
            insert.setString(8, event.body().toString());
            insert.executeUpdate();
        }
    }

    private record Click(String decision, String item) {}

    /** Answers to click on. */
    private static List<Click> clicks(HttpClient http, Marketplace marketplace)
            throws IOException, InterruptedException {
        List<Click> clicks = new ArrayList<>();
        for (String query : Marketplace.queries().stream().limit(40).toList()) {
            URI address = URI.create(marketplace.address(
                    "api/search/?q=" + java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8)));
            String answer = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode tree = JsonMapper.shared().readTree(answer);
            tree.path("results")
                    .forEach(result -> clicks.add(new Click(
                            tree.path("decision_id").asString(),
                            result.path("id").asString())));
        }
        if (clicks.isEmpty()) {
            throw new IllegalStateException("No search found anything");
        }
        return clicks;
    }

    private double posts(HttpClient http, Marketplace marketplace, List<Click> clicks, int seconds) throws Exception {
        URI address = URI.create(marketplace.address("api/events/click/"));
        return repeat(callers, seconds, caller -> {
            Click click = clicks.get(ThreadLocalRandom.current().nextInt(clicks.size()));
            String body = "{\"decision_id\":\"" + click.decision + "\",\"doc_id\":\"" + click.item
                    + "\",\"session\":\"bench-" + caller + "\"}";
            var answer = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != 204) {
                throw new IllegalStateException("Status " + answer.statusCode() + " for " + body);
            }
        });
    }
}
