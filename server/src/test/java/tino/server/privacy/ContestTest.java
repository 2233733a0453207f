package tino.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;
import tino.server.security.Role;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;

/** A service contests decisions for its people, a reviewer answers. */
@NullUnmarked // a null where there should be a value fails the test by itself
final class ContestTest {
    private final RunningServer server = RunningServer.shared();
    private final String key = server.key(Scope.SEARCH);

    private UUID decision() {
        JsonNode found = RunningServer.tree(server.anybody().get("/api/search/?q=eletricista", "X-API-Key", key));
        return UUID.fromString(found.path("decision_id").asString());
    }

    private static String path(UUID decision) {
        return "/api/decisions/" + decision + "/contest";
    }

    private HttpResponse<String> ask(UUID decision, String body) {
        return server.anybody().post(path(decision), body, "X-API-Key", key);
    }

    private JsonNode status(UUID decision) {
        return RunningServer.tree(server.anybody().get(path(decision), "X-API-Key", key));
    }

    @Test
    void aRequestWaitsUntilAReviewerAnswersAndTheVerdictIsFeedback() {
        UUID decision = decision();
        HttpResponse<String> asked = ask(decision, "{\"reason\":\"Estou na lista, mas <b>longe</b> demais\"}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
        JsonNode contest = RunningServer.tree(asked);
        assertThat(contest.path("decision_id").asString()).isEqualTo(decision.toString());
        assertThat(contest.path("status").asString()).isEqualTo("waiting");
        assertThat(RunningServer.tree(ask(decision, "{\"reason\":\"Outra vez\"}"))
                        .path("id"))
                .as("while it waits another one is the same")
                .isEqualTo(contest.path("id"));

        Caller reviewer = server.person(Role.REVIEWER);
        String id = contest.path("id").asString();
        assertThat(reviewer.get("/console/privacy", "Accept", "text/html").body())
                .contains(id);
        String form = "/console/privacy/contests/" + id;
        assertThat(reviewer.get(form, "Accept", "text/html").body()).contains("&lt;b&gt;longe&lt;/b&gt;");
        String token = reviewer.token(form);
        assertThat(reviewer.form(form, "verdict=OVERTURNED&why=&_csrf=" + token).statusCode())
                .as("a verdict wants a reason")
                .isEqualTo(400);
        assertThat(reviewer.form(form, "why=Tem+razao&_csrf=" + token).statusCode())
                .as("and an answer a verdict")
                .isEqualTo(400);
        assertThat(status(decision).path("status").asString()).isEqualTo("waiting");
        assertThat(reviewer.form(form, "verdict=OVERTURNED&why=Tem+razao&_csrf=" + token)
                        .statusCode())
                .isEqualTo(302);
        assertThat(reviewer.form(form, "verdict=UPHELD&why=Nao+tem&_csrf=" + token)
                        .statusCode())
                .as("answered once")
                .isEqualTo(302);

        assertThat(status(decision).path("status").asString()).isEqualTo("overturned");
        assertThat(status(decision).path("why").asString()).isEqualTo("Tem razao");
        Event feedback =
                server.part(EventLog.class).find(decision, Contests.FEEDBACK).orElseThrow();
        assertThat(feedback.body().path("verdict").asString()).isEqualTo("overturned");
        assertThat(feedback.body().path("contest").asString()).isEqualTo(id);
        assertThat(server.part(Contests.class).waiting())
                .noneMatch(waiting -> waiting.decision().equals(decision));
        assertThat(RunningServer.tree(ask(decision, "{\"reason\":\"Ainda assim\"}"))
                        .path("status")
                        .asString())
                .as("asked anew")
                .isEqualTo("waiting");
    }

    @Test
    void badInputIsNamed() {
        UUID decision = decision();
        for (String body : new String[] {"{}", "{\"reason\":\"  \"}", "{\"reason\":\"" + "x".repeat(5_001) + "\"}"}) {
            HttpResponse<String> refused = ask(decision, body);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"reason\"", "1 to 5000 characters");
        }
        assertThat(ask(decision, "{").statusCode()).isEqualTo(400);
        assertThat(ask(UUID.randomUUID(), "{\"reason\":\"Por quê?\"}").statusCode())
                .as("no decision id")
                .isEqualTo(404);
        HttpResponse<String> gone =
                ask(UUID.fromString("019ca756-a780-7e82-9954-6f350a65db48"), "{\"reason\":\"Por quê?\"}");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("tino.privacy.events");
        assertThat(ask(decision, "{\"reason\":\"Por quê?\"}").statusCode()).isEqualTo(201);
        assertThat(server.anybody().get(path(decision())).statusCode())
                .as("without a key")
                .isEqualTo(401);
        assertThat(server.anybody()
                        .post(path(decision), "{\"reason\":\"a\"}", "X-API-Key", server.key(Scope.METRICS))
                        .statusCode())
                .as("with a key for something else")
                .isEqualTo(403);
        assertThat(server.anybody()
                        .get("/api/decisions/not-an-id/contest", "X-API-Key", key)
                        .statusCode())
                .isEqualTo(400);
    }
}
