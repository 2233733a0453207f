package tino.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Audit;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tino.server.security.ApiKeys;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** A server that is killed in the middle of writing, a real process with {@code kill -9}: what it acknowledged is there. */
final class KilledServerTest {
    private static final int WRITERS = 4;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 60;

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<UUID> profiles = ConcurrentHashMap.newKeySet();
    private final Set<UUID> clicks = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasAcknowledgedIsThereAfterTheRestartAndTheIndexAgrees() throws Exception {
        String key;
        try (TinoProcess server = TinoProcess.serve(home)) {
            int port = server.port();
            key = key();
            writeUntilKilled(server, port, key);
        }
        assertThat(profiles).isNotEmpty();
        assertThat(clicks).isNotEmpty();
        try (TinoProcess server = TinoProcess.serve(home);
                Database database = Database.embedded(home)) {
            int port = server.port();
            assertThat(ids(database, "select id from professional")).containsAll(profiles);
            assertThat(ids(database, "select id from event where type = 'click'"))
                    .containsAll(clicks);
            assertThat(ids(database, "select id from event where type = 'click'"))
                    .as("an event is stored once, however often it was sent")
                    .hasSize(database.sql()
                            .sql("select count(*)::int from event where type = 'click'")
                            .query(Integer.class)
                            .single());
            long rows = database.sql()
                    .sql("select count(*) from professional")
                    .query(Long.class)
                    .single();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(professionals(port)).isEqualTo(rows);
                assertThat(database.sql()
                                .sql("select count(*) from search_outbox")
                                .query(Long.class)
                                .single())
                        .isZero();
            });
            assertThat(search(port, key, "eletricista").path("count").asInt()).isPositive();
        }
    }

    private void writeUntilKilled(TinoProcess server, int port, String key) throws Exception {
        AtomicBoolean alive = new AtomicBoolean(true);
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
        List<Thread> writers = java.util.stream.IntStream.range(0, WRITERS)
                .mapToObj(number -> Thread.ofVirtual().start(() -> {
                    while (alive.get()) {
                        try {
                            writeProfile(port, key);
                            click(port, key);
                            enough.countDown();
                        } catch (IOException | InterruptedException killed) {
                            return;
                        }
                    }
                }))
                .toList();
        boolean wrote = enough.await(2, TimeUnit.MINUTES);
        server.kill();
        alive.set(false);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(wrote).isTrue();
    }

    private void writeProfile(int port, String key) throws IOException, InterruptedException {
        HttpResponse<String> response =
                post(port, key, "/api/professionals", """
                {"user_id":"%s","title":"Eletricista %s","description":"Instalações e reparos elétricos em geral",
                 "category":"Eletricista","price_min":100}""".formatted(UUID.randomUUID(), UUID.randomUUID()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        profiles.add(UUID.fromString(RunningServer.tree(response).get("id").asString()));
    }

    private void click(int port, String key) throws IOException, InterruptedException {
        JsonNode found = search(port, key, "eletricista");
        if (found.path("count").asInt() == 0) {
            return;
        }
        UUID event = UUID.randomUUID();
        String body = """
                {"event_id":"%s","decision_id":"%s","doc_id":"%s","query":"eletricista","position":1}""".formatted(
                        event,
                        found.get("decision_id").asString(),
                        found.at("/results/0/id").asString());
        HttpResponse<String> response = post(port, key, "/api/events/click/", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        clicks.add(event);
        post(port, key, "/api/events/click/", body);
    }

    private JsonNode search(int port, String key, String text) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri(port, "/api/search/?q=" + text))
                        .header("X-API-Key", key)
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningServer.tree(response);
    }

    private HttpResponse<String> post(int port, String key, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(port, path))
                        .header("Content-Type", "application/json")
                        .header("X-API-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Documents in the index of the professionals. */
    private double professionals(int port) throws IOException, InterruptedException {
        String metrics = client.send(
                        HttpRequest.newBuilder(uri(port, "/metrics")).build(), BodyHandlers.ofString())
                .body();
        var matcher = Pattern.compile(
                        "^tino_search_documents\\{[^}]*index=\"professionals\"[^}]*} (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : -1;
    }

    /** Made beside the running server, over a connection of our own to its database. */
    private String key() {
        try (Database database = Database.embedded(home)) {
            Audit audit = new Audit(database, Pseudonyms.of(home), InstantSource.system());
            return new ApiKeys(database.sql(), InstantSource.system(), audit)
                    .create("writer", EnumSet.of(Scope.PROFILES, Scope.SEARCH), null, "test")
                    .secret();
        }
    }

    private static Set<UUID> ids(Database database, String sql) {
        return new HashSet<>(database.sql().sql(sql).query(UUID.class).list());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
