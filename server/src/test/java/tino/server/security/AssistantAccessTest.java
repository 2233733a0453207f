package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tino.lifecycle.privacy.Audit;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;

/** Who may ask the assistant, as whom, and who may move its levers. */
final class AssistantAccessTest {
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";
    private static final String PREMIUM = "{\"question\":\"O que é ACOS?\",\"user_tier\":\"premium\"}";
    private static final Map<Role, Caller> PEOPLE = new EnumMap<>(Role.class);
    private static RunningServer server;

    /** Reachable by others: at loopback alone, anybody may ask as premium. */
    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("tino.access.trusted-proxies", "10.0.0.0/8"));
    }

    @AfterAll
    static void stop() {
        PEOPLE.clear();
        server.close();
    }

    private static Caller person(Role role) {
        return PEOPLE.computeIfAbsent(role, server::person);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /assistant,                            200",
        "GET,  /api/v1/models,                        200",
        "GET,  /api/v1/models/status,                 200",
        "GET,  /v1/models,                            200",
        "GET,  /api/v1/query/" + NOTHING + ",         404",
        "POST, /api/v1/query,                         422",
        "POST, /api/v1/query/stream,                  422",
        "POST, /api/v1/query/" + NOTHING + "/feedback, 422",
        "POST, /v1/chat/completions,                  400",
        "POST, /v1/embeddings,                        404",
        "GET,  /api/v1/stats,                         401",
        "GET,  /api/v1/models/stats,                  401",
        "GET,  /api/v1/finetune/status,               401",
        "POST, /api/v1/models/select,                 401",
        "POST, /api/v1/cache/clear,                   401",
        "POST, /api/v1/finetune/start,                401",
        "GET,  /console/assistant,                    401",
        "GET,  /v1/files,                             401",
    })
    void whatAnybodyMay(String method, String path, int status) {
        HttpResponse<String> answer = method.equals("GET")
                ? server.anybody().get(path)
                : server.anybody().post(path, "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/stats,           AD AN OP RE",
        "/api/v1/models/stats,    AD AN OP RE",
        "/api/v1/finetune/status, AD AN OP RE",
        "/console/assistant,      AD AN OP RE",
    })
    void figuresAreForReaders(String path, String letters) {
        Set<Role> may = RoleLetters.roles(letters);
        for (Role role : Role.values()) {
            assertThat(person(role).get(path).statusCode() == 403)
                    .as("%s at %s", role, path)
                    .isEqualTo(!may.contains(role));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/models/select", "/api/v1/cache/clear", "/api/v1/finetune/start", "/console/assistant"})
    void leversAreForOperators(String path) {
        for (Role role : Role.values()) {
            Caller caller = person(role);
            int status =
                    caller.post(path, "{}", "X-CSRF-TOKEN", caller.token("/")).statusCode();
            assertThat(status == 403)
                    .as("%s at %s: %d", role, path, status)
                    .isEqualTo(!RoleLetters.roles("AD OP").contains(role));
        }
        assertThat(server.anybody()
                        .post(path, "{}", "X-API-Key", server.key(Scope.ASK))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.anybody()
                        .post(path, "{}", "X-API-Key", server.key(Scope.OPERATE))
                        .statusCode())
                .isNotIn(401, 403);
    }

    @Test
    void whoMovesALeverIsWrittenDown() {
        ApiKeys.Created key =
                server.part(ApiKeys.class).create("mover-" + UUID.randomUUID(), Set.of(Scope.OPERATE), null, "test");
        server.anybody().post("/api/v1/cache/clear", "{}", "X-API-Key", key.secret());
        server.anybody().post("/api/v1/models/select", "{}", "X-API-Key", key.secret());
        assertThat(server.part(Audit.class).newest(null, 50))
                .filteredOn(entry -> entry.who().equals("key:" + key.key().name()))
                .extracting(Audit.Entry::action)
                .containsExactly("POST /api/v1/models/select", "POST /api/v1/cache/clear");
    }

    @Test
    void premiumIsSaidByWhoMay() {
        HttpResponse<String> anybody = server.anybody().post("/api/v1/query", PREMIUM);
        assertThat(anybody.statusCode()).isEqualTo(401);
        assertThat(anybody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(RunningServer.tree(anybody).get("detail").asString()).contains("ASK", "user_tier is free");
        assertThat(asks("X-API-Key", server.key(Scope.SEARCH))).isEqualTo(403);
        assertThat(asks("X-API-Key", server.key(Scope.ASK))).isEqualTo(200);
        assertThat(asks("Authorization", "Bearer " + token(server.key(Scope.ASK), "{}")))
                .isEqualTo(200);
        Caller person = person(Role.PROFESSIONAL);
        assertThat(person.post("/api/v1/query", PREMIUM, "X-CSRF-TOKEN", person.token("/"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anybodyMayAskAsFree() {
        HttpResponse<String> answer = server.anybody().post("/api/v1/query", PREMIUM.replace("premium", "free"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aTokensTierIsTheTier() {
        String key = server.key(Scope.ASK);
        String free = "Bearer " + token(key, "{\"sub\":\"u1\",\"tier\":\"free\"}");
        HttpResponse<String> answer = server.anybody().post("/api/v1/query", PREMIUM, "Authorization", free);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RunningServer.tree(answer).get("routing_reason").asString()).doesNotContain("premium");
    }

    @Test
    void atLoopbackAloneAnybodyMay() {
        assertThat(RunningServer.shared()
                        .anybody()
                        .post("/api/v1/query", PREMIUM)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void clientsOfOpenAiAreRefusedInTheirForm() {
        HttpResponse<String> answer = server.anybody().post("/v1/chat/completions", """
                {"model":"melancia-premium","messages":[{"role":"user","content":"O que é ACOS?"}]}""");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(RunningServer.tree(answer).at("/error/type").asString()).isEqualTo("authentication_error");
    }

    private static int asks(String header, String value) {
        return server.anybody().post("/api/v1/query", PREMIUM, header, value).statusCode();
    }

    private static String token(String key, String body) {
        return RunningServer.tree(server.anybody().post("/api/v1/token", body, "X-API-Key", key))
                .get("access_token")
                .asString();
    }
}
