package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;

final class RateLimitsTest {
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of(
                "tino.limits.searches",
                3,
                "tino.limits.events",
                2,
                "tino.limits.questions",
                2,
                "tino.limits.per-key",
                5,
                "tino.access.metrics-public",
                false,
                "tino.access.docs-public",
                false,
                "tino.access.trusted-proxies",
                "127.0.0.0/8,::1/128,10.0.0.0/8"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anAddressIsStoppedAfterItsShareAndToldWhenToComeBack() {
        Caller caller = server.anybody();
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = search(caller, "198.51.100.1");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit-Limit")).contains("3");
            assertThat(answer.headers().firstValue("RateLimit-Remaining")).contains(Integer.toString(left));
            assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"searches\";q=3;w=60");
            assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
                    .matches("\"searches\";r=" + left + ";t=[0-9]+");
        }
        HttpResponse<String> stopped = search(caller, "198.51.100.1");
        assertThat(stopped.statusCode()).isEqualTo(429);
        assertThat(stopped.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(RunningServer.tree(stopped).get("title").asString()).isEqualTo("Too Many Requests");
        assertThat(search(caller, "198.51.100.2").statusCode()).isEqualTo(200);
    }

    @Test
    void aForgedHeaderDoesNotChangeTheAddress() {
        Caller caller = server.anybody();
        for (int i = 0; i < 3; i++) {
            search(caller, "203.0.113." + i + ", 198.51.100.9, 10.1.2.3");
        }
        assertThat(search(caller, "203.0.113.77, 198.51.100.9, 10.9.9.9").statusCode())
                .isEqualTo(429);
    }

    @Test
    void aKeyHasALimitOfItsOwn() {
        String key = server.key(Scope.SEARCH);
        for (int i = 0; i < 5; i++) {
            assertThat(server.anybody()
                            .get("/api/search/?q=luz", "X-API-Key", key, "X-Forwarded-For", "198.51.100.3")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.anybody()
                        .get("/api/search/?q=luz", "X-API-Key", key, "X-Forwarded-For", "198.51.100.4")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void theLimitOfEventsIsTheirOwn() {
        Caller caller = server.anybody();
        for (int status : List.of(400, 400, 429)) {
            assertThat(caller.post("/api/events/click/", "{}", "X-Forwarded-For", "198.51.100.5")
                            .statusCode())
                    .isEqualTo(status);
        }
        assertThat(search(caller, "198.51.100.5").statusCode()).isEqualTo(200);
    }

    @Test
    void questionsAreLimitedApartWhereverTheyAreAsked() {
        Caller caller = server.anybody();
        String from = "198.51.100.6";
        assertThat(caller.post("/api/v1/query", "{}", "X-Forwarded-For", from).statusCode())
                .isNotEqualTo(429);
        HttpResponse<String> second = caller.get("/assistant?q=acos", "X-Forwarded-For", from);
        assertThat(second.headers().firstValue("RateLimit-Policy")).contains("\"questions\";q=2;w=60");
        assertThat(server.anybody()
                        .post("/api/v1/query/stream", "{}", "X-Forwarded-For", from)
                        .statusCode())
                .isEqualTo(429);
        assertThat(search(caller, from).statusCode()).isEqualTo(200);
        assertThat(caller.get("/assistant", "X-Forwarded-For", from).statusCode())
                .as("the page itself")
                .isNotEqualTo(429);
    }

    @Test
    void clientsOfOpenAiAreToldInTheirForm() {
        Caller caller = server.anybody();
        String from = "198.51.100.7";
        for (int i = 0; i < 2; i++) {
            caller.get("/v1/models", "X-Forwarded-For", from);
        }
        HttpResponse<String> stopped = caller.post("/v1/chat/completions", "{}", "X-Forwarded-For", from);
        assertThat(stopped.statusCode()).isEqualTo(429);
        assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
        assertThat(stopped.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(RunningServer.tree(stopped).at("/error/type").asString()).isEqualTo("rate_limit_error");
        assertThat(RunningServer.tree(stopped).at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
        HttpResponse<String> unknown = caller.post("/v1/chat/completions", "{}", "Authorization", "Bearer tino_wrong");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(RunningServer.tree(unknown).at("/error/type").asString()).isEqualTo("authentication_error");
        assertThat(RunningServer.tree(unknown).at("/error/code").asString()).isEqualTo("invalid_api_key");
        assertThat(RunningServer.tree(unknown).at("/error/message").asString()).contains("not known");
    }

    @Test
    void aUserOfATokenIsLimitedAlone() {
        String key = server.key(Scope.ASK);
        String maria = "Bearer " + token(key, "{\"sub\":\"maria\"}");
        String joao = "Bearer " + token(key, "{\"sub\":\"joao\"}");
        for (int i = 0; i < 2; i++) {
            assertThat(server.anybody()
                            .get("/v1/models", "Authorization", maria)
                            .statusCode())
                    .isNotEqualTo(429);
        }
        assertThat(server.anybody().get("/v1/models", "Authorization", maria).statusCode())
                .isEqualTo(429);
        assertThat(server.anybody().get("/v1/models", "Authorization", joao).statusCode())
                .isNotEqualTo(429);
    }

    @Test
    void aTokenOfTheServiceItselfCountsForItsKey() {
        String key = server.key(Scope.SEARCH);
        String token = "Bearer " + token(key, "{}");
        for (int i = 0; i < 4; i++) {
            assertThat(server.anybody()
                            .get("/api/search/?q=luz", "Authorization", token)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.anybody().get("/api/search/?q=luz", "X-API-Key", key).statusCode())
                .isEqualTo(429);
    }

    private static String token(String key, String body) {
        return RunningServer.tree(server.anybody().post("/api/v1/token", body, "X-API-Key", key))
                .get("access_token")
                .asString();
    }

    @Test
    void healthIsNeverLimited() {
        Caller caller = server.anybody();
        for (int i = 0; i < 20; i++) {
            assertThat(caller.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void metricsAndDescriptionCanBeClosed() {
        assertThat(server.anybody().get("/metrics").statusCode()).isEqualTo(401);
        assertThat(server.anybody().get("/v3/api-docs").statusCode()).isEqualTo(401);
        assertThat(server.anybody()
                        .get("/metrics", "X-API-Key", server.key(Scope.METRICS))
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> search(Caller caller, String forwarded) {
        return caller.get("/api/search/?q=luz", "X-Forwarded-For", forwarded);
    }
}
