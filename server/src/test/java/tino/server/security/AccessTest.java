package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tino.server.RunningServer;
import tino.server.RunningServer.Caller;

/** Who gets where. */
final class AccessTest {
    private static final String PROFILE = """
            {"user_id":"550e8400-e29b-41d4-a716-446655440000","title":"Eletricista","description":"Instalações",
             "category":"Eletricista","price_min":100}""";

    private final RunningServer server = RunningServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/",
                "/health/readiness",
                "/metrics",
                "/api/search/?q=luz",
                "/api/search?q=luz",
                "/login",
                "/",
                "/v3/api-docs",
                "/swagger-ui/index.html",
                "/assets/tino.css"
            })
    void anybodyMaySee(String path) {
        assertThat(server.anybody().get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/console/weights, ANALYST, 403",
        "/console/professionals, ANALYST, 403",
        "/console/professionals, PROFESSIONAL, 403",
        "/console/professionals, OPERATOR, 200",
        "/console/weights, OPERATOR, 200",
        "/console/weights, ADMIN, 200",
        "/console/privacy, OPERATOR, 403",
        "/console/privacy, ANALYST, 403",
        "/console/privacy, REVIEWER, 200",
        "/console/privacy, ADMIN, 200",
        "/console/models, REVIEWER, 200",
        "/console/messages, REVIEWER, 403",
        "/api/professionals, PROFESSIONAL, 200",
        "/api/professionals, ANALYST, 403",
        "/api/professionals/, OPERATOR, 200",
    })
    void aRoleOpensItsRooms(String path, Role role, int status) {
        assertThat(server.person(role).get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/professionals, SEARCH, 403",
        "/api/professionals, PROFILES, 200",
        "/api/professionals, OPERATE, 200",
        "/api/search/?q=luz, SEARCH, 200",
        "/console/weights, PROFILES, 403",
    })
    void aKeyOpensItsScope(String path, Scope scope, int status) {
        String key = server.key(scope);
        assertThat(server.anybody().get(path, "X-API-Key", key).statusCode()).isEqualTo(status);
        assertThat(server.anybody().get(path, "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(status);
    }

    @Test
    void withoutAccountProgramsAreToldAndPeopleGoToTheLogin() {
        HttpResponse<String> told = server.anybody().get("/api/professionals");
        assertThat(told.statusCode()).isEqualTo(401);
        assertThat(told.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(told.headers().firstValue("Set-Cookie")).isEmpty();
        HttpResponse<String> sent = server.anybody().get("/console/weights", "Accept", "text/html");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @Test
    void aWrongKeyIsRefusedEvenWhereNoneIsNeeded() {
        assertThat(server.anybody()
                        .get("/api/search/?q=luz", "X-API-Key", "tino_wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRevokedKeyIsRefused() {
        ApiKeys keys = server.part(ApiKeys.class);
        ApiKeys.Created created = keys.create("short", java.util.Set.of(Scope.PROFILES), null, "test");
        assertThat(server.anybody()
                        .get("/api/professionals", "X-API-Key", created.secret())
                        .statusCode())
                .isEqualTo(200);
        assertThat(keys.revoke(created.key().id(), "test")).isTrue();
        assertThat(server.anybody()
                        .get("/api/professionals", "X-API-Key", created.secret())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anExpiredKeyIsRefused() {
        ApiKeys.Created created = server.part(ApiKeys.class)
                .create(
                        "old",
                        java.util.Set.of(Scope.PROFILES),
                        java.time.Instant.parse("2020-01-01T00:00:00Z"),
                        "test");
        assertThat(server.anybody()
                        .get("/api/professionals", "X-API-Key", created.secret())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void writingWithASessionNeedsTheToken() {
        Caller operator = server.person(Role.OPERATOR);
        assertThat(operator.post("/api/professionals", PROFILE).statusCode()).isEqualTo(403);
        String token = operator.token("/console/professionals");
        assertThat(operator.post("/api/professionals", PROFILE, "X-CSRF-TOKEN", token)
                        .statusCode())
                .isIn(201, 409);
    }

    @Test
    void aWrongPasswordDoesNotSignIn() {
        server.part(Accounts.class).create("maria", "a long password", java.util.EnumSet.of(Role.OPERATOR));
        HttpResponse<String> response = server.anybody().signIn("maria", "another password");
        assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/login?error");
        assertThat(server.anybody()
                        .signIn("MARIA", "a long password")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .doesNotContain("error");
    }

    @Test
    void guessingPasswordsIsStopped() {
        try (RunningServer strict = RunningServer.start(Map.of("tino.limits.logins", 3))) {
            strict.part(Accounts.class).create("joao", "a long password", java.util.EnumSet.of(Role.OPERATOR));
            Caller guesser = strict.anybody();
            String token = guesser.token("/login");
            for (int i = 0; i < 3; i++) {
                assertThat(guesser.form("/login", "username=joao&password=guess" + i + "&_csrf=" + token)
                                .statusCode())
                        .isEqualTo(302);
                token = guesser.token("/login");
            }
            HttpResponse<String> stopped =
                    guesser.form("/login", "username=joao&password=a+long+password&_csrf=" + token);
            assertThat(stopped.statusCode()).isEqualTo(429);
            assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void pagesCarryTheHeadersThatBrowsersKeep() {
        var headers = server.anybody().get("/login", "Accept", "text/html").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).isPresent();
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void noPageHasScriptOrStyleInItself() {
        Caller operator = server.person(Role.ADMIN);
        for (String page :
                java.util.List.of("/", "/login", "/console/weights", "/console/learning", "/console/professionals")) {
            assertThat(operator.get(page, "Accept", "text/html").body())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContain("<style", " style=\"", " onclick=", "javascript:");
        }
    }

    @Test
    void secretsAreKeptAsHashesOnly() {
        String key = server.key(Scope.METRICS);
        Integer plain = server.part(tino.lifecycle.database.Database.class)
                .sql()
                .sql("select count(*)::int from api_key where prefix = ? or encode(hash, 'escape') = ?")
                .params(key, key)
                .query(Integer.class)
                .single();
        assertThat(plain).isZero();
    }

    @Test
    void theDocumentDescribesTheSeedsPathsOnce() {
        var paths = RunningServer.tree(server.anybody().get("/v3/api-docs")).get("paths");
        assertThat(paths.propertyNames())
                .contains("/api/search/", "/api/events/click/", "/api/log/click/", "/api/professionals/{id}")
                .doesNotContain("/api/search", "/api/events/click", "/api/professionals/");
        assertThat(paths.at("/~1api~1search~1/get/responses/400/content/application~1problem+json")
                        .isMissingNode())
                .isFalse();
    }
}
