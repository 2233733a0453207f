package tino.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.EmbeddedPostgres;
import tino.lifecycle.secret.KeyFile;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;
import tino.server.security.Scope;

/** PostgreSQL is gone in the middle: said plainly, nothing half done, and all goes on by itself when it is back. */
final class DatabaseGoneTest {
    @TempDir
    private Path database;

    @TempDir
    private Path home;

    @Test
    void answers503WhileItIsGoneAndGoesOnWhenItIsBack() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(database);
                Cable cable = new Cable(postgres.port());
                RunningServer server = RunningServer.start(
                        home,
                        Map.of(
                                "tino.db.url",
                                "jdbc:postgresql://127.0.0.1:" + cable.port() + "/postgres",
                                "tino.db.user",
                                "postgres",
                                "tino.db.password",
                                password()))) {
            Caller caller = server.anybody();
            String key = server.key(Scope.PROFILES);
            assertThat(caller.get("/api/search/?q=luz").statusCode()).isEqualTo(200);
            assertThat(caller.get("/health/readiness").statusCode()).isEqualTo(200);

            cable.cut();
            for (HttpResponse<String> refused : List.of(
                    caller.get("/api/search/?q=luz"),
                    caller.get("/api/professionals", "X-API-Key", key),
                    caller.get("/api/professionals/550e8400-e29b-41d4-a716-446655440000"))) {
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("application/problem+json");
                assertThat(refused.body()).contains("database does not answer").doesNotContain("SQL", "jdbc", "Hikari");
            }
            assertThat(caller.get("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(caller.get("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(caller.get("/login", "Accept", "text/html").statusCode()).isEqualTo(200);

            cable.mend();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(caller.get("/health/readiness").statusCode()).isEqualTo(200);
                assertThat(caller.get("/api/search/?q=luz").statusCode()).isEqualTo(200);
                assertThat(caller.get("/api/professionals", "X-API-Key", key).statusCode())
                        .isEqualTo(200);
            });
        }
    }

    /** The embedded server's own, which only its user can read. */
    private String password() throws Exception {
        return KeyFile.hex(database.resolve("keys/postgres"), 24);
    }
}
