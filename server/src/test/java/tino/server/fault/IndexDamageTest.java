package tino.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.server.RunningServer;
import tino.server.security.Scope;

/** An index that cannot be read, or was written by a newer version: the server starts, and builds it anew from the tables. */
final class IndexDamageTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"newer", "cut short"})
    void theServerStartsAndRecovers(String damage) throws IOException {
        try (RunningServer server = RunningServer.start(home, Map.of())) {
            String key = server.key(Scope.PROFILES);
            String profile = """
                    {"user_id":"%s","title":"Eletricista","description":"Instalações","category":"Eletricista","price_min":100}""";
            assertThat(server.anybody()
                            .post("/api/professionals", profile.formatted(UUID.randomUUID()), "X-API-Key", key)
                            .statusCode())
                    .isEqualTo(201);
            found(server);
        }
        damage(damage);
        try (RunningServer server = RunningServer.start(home, Map.of())) {
            assertThat(server.anybody().get("/health/liveness").statusCode()).isEqualTo(200);
            found(server);
        }
    }

    private static void found(RunningServer server) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(RunningServer.tree(server.anybody().get("/api/search/?q=eletricista"))
                                        .path("count")
                                        .asInt())
                                .isEqualTo(1));
    }

    private void damage(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("index"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (kind.equals("newer") && name.equals("manifest.json")) {
                    String manifest = Files.readString(file);
                    String newer = manifest.replaceFirst("\"format\"\\s*:\\s*\\d+", "\"format\" : 999");
                    assertThat(newer).isNotEqualTo(manifest);
                    Files.writeString(file, newer);
                } else if (kind.equals("cut short") && name.endsWith(".cfs")) {
                    Files.write(file, new byte[] {1, 2, 3});
                }
            }
        }
    }
}
