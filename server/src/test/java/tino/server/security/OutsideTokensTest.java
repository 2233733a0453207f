package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.server.RunningServer;
import tino.server.Server;

/** Tokens of an issuer that the settings name. */
final class OutsideTokensTest {
    private static final String ISSUER = "https://login.example.com/";
    private static final AtomicReference<String> KEYS = new AtomicReference<>();
    private static RSAKey key;
    private static HttpServer issuer;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("a").generate();
        KEYS.set(new JWKSet(key.toPublicJWK()).toString());
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", exchange -> {
            byte[] body = KEYS.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        issuer.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/jwks");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        issuer.start();
        server = RunningServer.start(settings("/jwks"));
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.stop(0);
    }

    private static Map<String, Object> settings(String path) {
        return Map.of(
                "tino.access.jwt.issuer",
                ISSUER,
                "tino.access.jwt.jwks",
                "http://127.0.0.1:" + issuer.getAddress().getPort() + path,
                "tino.access.jwt.audience",
                "tino",
                "tino.access.jwt.scopes",
                "PROFILES");
    }

    private static int status(RunningServer server, String token) {
        return server.anybody()
                .get("/api/professionals", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return token(key, change);
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("tino")
                        .subject("maria")
                        .claim("scope", "openid profiles operate")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))))
                .build();
    }

    private static String token(RSAKey by, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("a").build(), claims(change));
        jwt.sign(new RSASSASigner(by));
        return jwt.serialize();
    }

    @Test
    void opensWhatItsScopesAndTheSettingsBothName() throws JOSEException {
        String token = token(UnaryOperator.identity());
        assertThat(status(server, token)).isEqualTo(200);
        assertThat(server.anybody()
                        .get("/console/weights", "Authorization", "Bearer " + token)
                        .statusCode())
                .as("the settings do not name OPERATE")
                .isEqualTo(403);
        assertThat(status(server, token(claims -> claims.claim("scope", "openid"))))
                .isEqualTo(403);
        assertThat(status(server, token(claims -> claims.claim("scope", null).claim("scp", List.of("PROFILES")))))
                .isEqualTo(200);
    }

    @Test
    void refusesWhatIsNotTheirsOrNotForUs() throws JOSEException {
        RSAKey another = new RSAKeyGenerator(2048).keyID("a").generate();
        assertThat(status(server, token(another, UnaryOperator.identity()))).isEqualTo(401);
        assertThat(status(server, token(claims -> claims.audience("another")))).isEqualTo(401);
        assertThat(status(server, token(claims -> claims.audience((String) null))))
                .isEqualTo(401);
        assertThat(status(server, token(claims -> claims.issuer("https://evil.example.com/"))))
                .isEqualTo(401);
        assertThat(status(server, token(claims -> claims.subject(null)))).isEqualTo(401);
        assertThat(status(server, token(claims -> claims.expirationTime(null)))).isEqualTo(401);
        assertThat(status(
                        server,
                        token(claims ->
                                claims.expirationTime(Date.from(Instant.now().minusSeconds(60))))))
                .isEqualTo(401);
        assertThat(status(
                        server,
                        token(claims ->
                                claims.notBeforeTime(Date.from(Instant.now().plusSeconds(120))))))
                .isEqualTo(401);
        assertThat(status(server, new PlainJWT(claims(UnaryOperator.identity())).serialize()))
                .isEqualTo(401);
    }

    /** The known attack: HMAC with the public key, which everybody has, as secret. */
    @Test
    void refusesAPublicKeyUsedAsSecret() throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("a").build(), claims(UnaryOperator.identity()));
        jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertThat(status(server, jwt.serialize())).isEqualTo(401);
    }

    /** One who can sign for themselves is not believed as us. */
    @Test
    void cannotSpeakForUs() throws JOSEException {
        String client = server.part(ApiKeys.class)
                .create("test", java.util.EnumSet.of(Scope.PROFILES), null, "test")
                .key()
                .id()
                .toString();
        assertThat(status(
                        server,
                        token(claims -> claims.issuer("tino")
                                .claim("client_id", client)
                                .issueTime(new Date())
                                .jwtID("x"))))
                .isEqualTo(401);
    }

    @Test
    void isNotAvailableWhereTheKeysAreNot() throws JOSEException {
        try (RunningServer moved = RunningServer.start(settings("/moved"))) {
            assertThat(status(moved, token(UnaryOperator.identity())))
                    .as("redirects are not followed")
                    .isEqualTo(503);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://a.example.com, -, tino, or none of them",
                "https://a.example.com, http://a.example.com/jwks, tino, begins with https",
                "https://a.example.com, file:///etc/passwd, tino, begins with https",
                "https://a.example.com, http://127.0.0.1.example.com/jwks, tino, begins with https",
            })
    void aWrongSettingStopsTheStart(String name, String jwks, String audience, String expected) {
        Map<String, Object> settings = new java.util.HashMap<>(Map.of(
                "tino.home", "/nonexistent", "tino.access.jwt.issuer", name, "tino.access.jwt.audience", audience));
        if (jwks != null) {
            settings.put("tino.access.jwt.jwks", jwks);
        }
        assertThatThrownBy(() -> Server.start(settings).close()).hasMessageContainingAll("tino.access.jwt", expected);
    }
}
