package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.search.IndexCare;
import tino.search.RebuildProgress;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tino.server.TinoProcess.Outcome;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** {@code tino privacy …} as a person calls it, beside a running server. */
final class PrivacyCommandTest {
    @TempDir
    private Path home;

    private Outcome tino(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("privacy"));
        line.addAll(List.of(words));
        line.add("--json");
        return TinoProcess.run(home, line.toArray(String[]::new));
    }

    private void assertRefused(int code, String says, String... words) throws Exception {
        Outcome outcome = tino(words);
        assertThat(outcome.json().path("error").asString()).contains(says);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).doesNotContain("\tat ");
    }

    private static String profile(RunningServer server, String user) {
        HttpResponse<String> made = server.anybody()
                .post(
                        "/api/professionals",
                        "{\"user_id\":\"" + user
                                + "\",\"title\":\"Eletricista\",\"description\":\"Tomadas\",\"category\":\"Eletricista\",\"price_min\":100}",
                        "X-API-Key",
                        server.key(Scope.PROFILES));
        assertThat(made.statusCode()).isEqualTo(201);
        return RunningServer.tree(made).path("id").asString();
    }

    private static void search(RunningServer server, String session) {
        assertThat(server.anybody()
                        .get("/api/search/?q=tomada&session=" + session)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void showsErasesAndChangesKeysBesideAServer() throws Exception {
        String user = UUID.randomUUID().toString();
        try (RunningServer server = RunningServer.start(home, Map.of("tino.jobs.enabled", true))) {
            String profile = profile(server, user);
            server.part(IndexCare.class).rebuild(RebuildProgress.SILENT);
            search(server, "ana");

            Path file = home.resolve("ana.json");
            assertThat(tino("export", "ana", "--to", file.toString()).code()).isZero();
            JsonNode export = RunningServer.JSON.readTree(Files.readString(file));
            assertThat(export.path("stores")
                            .path("events")
                            .path(0)
                            .path("body")
                            .path("query")
                            .asString())
                    .isEqualTo("tomada");
            assertRefused(Exit.FAILED, "already", "export", "ana", "--to", file.toString());
            assertRefused(Exit.NOT_FOUND, "Nobody is known", "export", "rui", "--to", home + "/rui.json");
            assertThat(home.resolve("rui.json")).doesNotExist();
            Files.delete(file);

            // A new key: the server writes under it, and ana is found under both.
            assertThat(tino("rotate").json().path("kept").toString()).isEqualTo("[2,1]");
            Pseudonyms pseudonyms = server.part(Pseudonyms.class);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> pseudonyms.all("ana").size() == 2);
            search(server, "ana");
            JsonNode ana = tino("erase", "ana").json();
            assertThat(ana.path("status").asString()).isEqualTo("complete");
            assertThat(ana.path("steps").path(0).path("removed").path("removed").asInt())
                    .isEqualTo(2);

            // The server has the index: it does what only it can.
            Outcome erased = tino("erase", user);
            assertThat(erased.code()).as(erased.err()).isZero();
            assertThat(erased.json().path("status").asString()).isEqualTo("complete");
            assertThat(erased.json().path("remains")).isEmpty();
            assertThat(tino("status", profile).json().path("id"))
                    .isEqualTo(erased.json().path("id"));
            assertThat(tino("status").json().path("erasures")).hasSize(2);
            assertThat(RunningServer.tree(server.anybody().get("/api/search/?q=tomada"))
                            .path("results"))
                    .isEmpty();
            assertRefused(Exit.NOT_FOUND, "Nobody has asked", "status", "rui");
            assertRefused(Exit.NOT_FOUND, "Nobody is known", "erase", "rui");

            assertRefused(Exit.USAGE, "--yes", "destroy", "1");
            assertRefused(Exit.FAILED, "Rotate before", "destroy", "2", "--yes");
            assertThat(tino("destroy", "1", "--yes").json().path("kept").toString())
                    .isEqualTo("[2]");
        }
    }

    @Test
    void aServerTakesUpWhatWasLeftWhenItStarts() {
        UUID erasure;
        try (RunningServer server = RunningServer.start(home, Map.of())) {
            search(server, "ana");
            erasure = server.part(Erasures.class).request("ana", "test").orElseThrow();
        }
        try (RunningServer server = RunningServer.start(home, Map.of())) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> server.part(Erasures.class)
                            .find(erasure)
                            .map(Erasure::complete)
                            .orElse(false));
        }
    }
}
