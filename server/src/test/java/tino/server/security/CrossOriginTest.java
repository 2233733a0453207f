package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.server.RunningServer;
import tino.server.Server;

/** What pages of other sites may call. */
final class CrossOriginTest {
    private static final String APP = "https://app.example.com";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("tino.access.cors.origins", APP + ",http://localhost:3000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> preflight(RunningServer server, String path, String origin, String method) {
        return server.anybody()
                .send(HttpRequest.newBuilder(server.uri(path))
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", method)
                        .header("Access-Control-Request-Headers", "authorization,content-type")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/query", "/v1/chat/completions", "/api/v1/token", "/predict"})
    void aPreflightIsAnsweredWithWhatIsAllowed(String path) {
        HttpResponse<String> answer = preflight(server, path, APP, "POST");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOWED)).contains(APP);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET,POST");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("authorization, content-type");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("3600");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void aPreflightOfAnotherOriginOrMethodIsRefused() {
        for (String origin : new String[] {"https://evil.example.com", "null", "http://app.example.com"}) {
            HttpResponse<String> answer = preflight(server, "/api/v1/query", origin, "POST");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue(ALLOWED)).isEmpty();
        }
        assertThat(preflight(server, "/api/v1/query", APP, "DELETE").statusCode())
                .isEqualTo(403);
    }

    @Test
    void theConsoleIsNobodyElses() {
        assertThat(preflight(server, "/console/models", APP, "GET").headers().firstValue(ALLOWED))
                .isEmpty();
        assertThat(preflight(server, "/login", APP, "POST").headers().firstValue(ALLOWED))
                .isEmpty();
    }

    @Test
    void anAnswerSaysWhoseItMayBe() {
        HttpResponse<String> answer = server.anybody().get("/api/search/?q=luz", "Origin", APP);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOWED)).contains(APP);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("X-Request-Id", "RateLimit", "Retry-After");
    }

    @Test
    void aFailureMayBeReadToo() {
        HttpResponse<String> answer = server.anybody().get("/api/search/?q=luz", "Origin", APP, "X-API-Key", "tino_x");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue(ALLOWED)).contains(APP);
    }

    @Test
    void anotherOriginsPageCannotReadTheAnswer() {
        HttpResponse<String> answer = server.anybody().get("/api/search/?q=luz", "Origin", "https://evil.example.com");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOWED)).isEmpty();
    }

    @Test
    void byDefaultThereIsNone() {
        RunningServer plain = RunningServer.shared();
        assertThat(preflight(plain, "/api/search/", APP, "GET").headers().firstValue(ALLOWED))
                .isEmpty();
        HttpResponse<String> answer = plain.anybody().get("/api/search/?q=luz", "Origin", APP);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOWED)).isEmpty();
    }

    @Test
    void anyOriginIsAnyOriginWithoutCookies() {
        try (RunningServer open = RunningServer.start(Map.of("tino.access.cors.origins", "*"))) {
            HttpResponse<String> answer = preflight(open, "/api/search/", "https://anybody.example.com", "GET");
            assertThat(answer.headers().firstValue(ALLOWED)).contains("*");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.com",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://*.example.com",
                "ftp://app.example.com",
                "https://user@app.example.com",
                "HTTPS://app.example.com",
                "null"
            })
    void aBadOriginStopsTheStart(String origin) {
        assertThatThrownBy(() -> Server.start(Map.of(
                                "tino.home",
                                "/nonexistent",
                                "tino.access.cors.origins",
                                "https://a.example.com," + origin))
                        .close())
                .hasMessageContainingAll("tino.access.cors.origins", "https://app.example.com", "'" + origin + "'");
    }
}
