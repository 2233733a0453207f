package tino.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.Audit;
import tino.server.RunningServer;
import tino.server.security.Role;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** A person is shown everything and then forgotten everywhere, over HTTP. */
@NullUnmarked // a null where there should be a value fails the test by itself
final class ErasureTest {
    private static RunningServer server;
    private static Maria maria;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(Maria.SETTINGS);
        key = server.key(Scope.PRIVACY);
        maria = Maria.movesIn(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path) {
        return server.anybody().get(path, "X-API-Key", key);
    }

    private static HttpResponse<String> delete(String id) {
        return server.anybody()
                .send(HttpRequest.newBuilder(server.uri("/api/privacy/subjects/" + id))
                        .header("X-API-Key", key)
                        .DELETE());
    }

    private static Map<String, Set<String>> traces() throws Exception {
        return Traces.of(maria.traces(), server.part(Database.class), server.home());
    }

    @Test
    void afterwardsNoTraceIsFoundInAnyTableOrFile() throws Exception {
        assertThat(traces().keySet())
                .as("what is looked for is there before")
                .containsAll(maria.traces().stream()
                        .filter(trace -> !trace.equals(Maria.SESSION))
                        .toList());

        JsonNode export = RunningServer.tree(get("/api/privacy/subjects/" + maria.account + "/export"));
        assertThat(export.path("id").asString()).isEqualTo(maria.account);
        JsonNode stores = export.path("stores");
        assertThat(stores.path("accounts").path(0).path("login").asString()).isEqualTo(Maria.LOGIN);
        assertThat(stores.path("accounts").path(0).has("password_hash")).isFalse();
        assertThat(stores.path("marketplace.profiles").path(0).path("id").asString())
                .isEqualTo(maria.profile);
        assertThat(stores.path("marketplace.reviews").path(0).path("comment").asString())
                .contains("pifatronico");
        assertThat(stores.path("marketplace.messages").path(0).path("text").asString())
                .contains("Jurubatuba");
        assertThat(stores.path("marketplace.disputes").path(0).path("reason").asString())
                .contains("bule");
        assertThat(stores.path("events")
                        .valueStream()
                        .map(row -> row.path("type").asString()))
                .contains("impression", "click");
        assertThat(stores.path("lake")).isNotEmpty();
        assertThat(stores.path("language.budgets").path(0).path("spent").decimalValue())
                .isEqualByComparingTo("0.001");
        assertThat(export.toString()).as("others' queries are theirs").doesNotContain("conserto em casa");

        HttpResponse<String> answer = delete(maria.account);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        JsonNode report = complete(answer);
        assertThat(report.path("remains")).as(report.toPrettyString()).isEmpty();
        assertThat(report.path("steps")
                        .valueStream()
                        .map(step -> step.path("store").asString()))
                .containsExactly(
                        "events",
                        "shadow_log",
                        "lake",
                        "lake.files",
                        "contests",
                        "marketplace.messages",
                        "marketplace.reviews",
                        "marketplace.disputes",
                        "marketplace.profiles",
                        "marketplace.index",
                        "marketplace.shown_lists",
                        "hiring.persons",
                        "hiring.applicants",
                        "hiring.prospects",
                        "hiring.features",
                        "hiring.labels",
                        "hiring.gold",
                        "hiring.ingest",
                        "hiring.rejects",
                        "language.budgets",
                        "accounts",
                        "logs");
        assertThat(report.path("versions").path(0).path("model").asString())
                .isEqualTo(maria.trained.version().model());
        assertThat(report.path("versions").path(0).path("version").asInt())
                .isEqualTo(maria.trained.version().number());

        JsonNode session = complete(delete(Maria.SESSION));
        assertThat(session.path("remains")).as(session.toPrettyString()).isEmpty();

        assertThat(traces()).isEmpty();

        // Again: the same report, and nobody to be shown.
        assertThat(RunningServer.tree(delete(maria.profile)).path("id")).isEqualTo(report.path("id"));
        assertThat(RunningServer.tree(get("/api/privacy/subjects/" + maria.account))
                        .path("id"))
                .isEqualTo(report.path("id"));
        assertThat(get("/api/privacy/subjects/" + maria.account + "/export").statusCode())
                .isEqualTo(404);
        // The others are still found, and what they were shown is what it was but for her.
        assertThat(RunningServer.tree(server.anybody().get("/api/search/?q=conserto+em+casa"))
                        .path("results"))
                .hasSize(8);
        assertThat(server.part(Audit.class).newest(maria.account, 10))
                .extracting(Audit.Entry::action)
                .contains("erase", "export");
    }

    private static JsonNode complete(HttpResponse<String> answer) {
        JsonNode report = RunningServer.tree(answer);
        String id = report.path("id").asString();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .until(() -> RunningServer.tree(get("/api/privacy/erasures/" + id))
                        .path("status")
                        .asString()
                        .equals("complete"));
        return RunningServer.tree(get("/api/privacy/erasures/" + id));
    }

    @Test
    void nobodyIsAProblemThatSaysWhatIsExpected() {
        for (String id : List.of("nobody-at-all", UUID.randomUUID().toString())) {
            HttpResponse<String> refused = delete(id);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(RunningServer.tree(refused).path("detail").asString())
                    .contains("Nobody is known by this id")
                    .contains("account");
            assertThat(get("/api/privacy/subjects/" + id + "/export").statusCode())
                    .isEqualTo(404);
            assertThat(get("/api/privacy/subjects/" + id).statusCode()).isEqualTo(404);
        }
        assertThat(get("/api/privacy/erasures/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/privacy/erasures/none").statusCode()).isEqualTo(400);
    }

    @Test
    void onlyAdministratorsAndKeysForItMay() {
        String path = "/api/privacy/subjects/" + UUID.randomUUID() + "/export";
        assertThat(server.anybody().get(path).statusCode()).isEqualTo(401);
        assertThat(server.anybody()
                        .get(path, "X-API-Key", server.key(Scope.OPERATE))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.person(Role.OPERATOR).get(path).statusCode()).isEqualTo(403);
        assertThat(server.person(Role.ADMIN).get(path).statusCode()).isEqualTo(404);
    }
}
