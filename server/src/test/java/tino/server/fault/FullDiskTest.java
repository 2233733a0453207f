package tino.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.EmbeddedPostgres;
import tino.lifecycle.secret.KeyFile;
import tino.server.RunningServer;
import tino.server.security.Scope;

/**
 * The disk under TINO_HOME is full: searches go on, what is written waits in the outbox, and reaches the index when there is
 * space again. Needs a small file system of its own, which only root may mount; skipped otherwise.
 */
final class FullDiskTest {
    @TempDir
    private Path database;

    @TempDir
    private Path home;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small disk");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", home.toString()) == 0,
                "this machine lets nobody mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        // Lazily: the log file of the server is still open.
        run("umount", "-l", home.toString());
    }

    @Test
    void whatCouldNotBeIndexedIsWhenThereIsSpaceAgain() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(database);
                RunningServer server = RunningServer.start(
                        home,
                        Map.of(
                                "tino.db.url", postgres.url("postgres"),
                                "tino.db.user", "postgres",
                                "tino.db.password", KeyFile.hex(database.resolve("keys/postgres"), 24)))) {
            String key = server.key(Scope.PROFILES);
            create(server, key);
            await().atMost(Duration.ofSeconds(30)).until(() -> count(server) == 1);

            Path ballast = home.resolve("ballast");
            fill(ballast);
            create(server, key);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> metric(server).contains("tino_search_outbox_failures_total")
                            && !metric(server)
                                    .contains("tino_search_outbox_failures_total{index=\"professionals\"} 0.0"));
            assertThat(server.anybody().get("/api/search/?q=eletricista").statusCode())
                    .isEqualTo(200);

            Files.delete(ballast);
            await().atMost(Duration.ofSeconds(60)).until(() -> count(server) == 2);
        }
    }

    private static void create(RunningServer server, String key) {
        String profile = """
                {"user_id":"%s","title":"Eletricista","description":"%s","category":"Eletricista","price_min":100}""".formatted(UUID.randomUUID(), "Instalações elétricas ".repeat(300));
        assertThat(server.anybody()
                        .post("/api/professionals", profile, "X-API-Key", key)
                        .statusCode())
                .isEqualTo(201);
    }

    private static int count(RunningServer server) {
        return RunningServer.tree(server.anybody().get("/api/search/?q=eletricista"))
                .path("count")
                .asInt();
    }

    private static String metric(RunningServer server) {
        return server.anybody().get("/metrics").body();
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
