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
