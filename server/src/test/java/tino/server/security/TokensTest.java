package tino.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.lifecycle.privacy.Audit;
import tino.lifecycle.secret.KeyRing;
import tino.server.Home;
import tino.server.RunningServer;
import tools.jackson.databind.JsonNode;

/** Tokens that keys are exchanged for. */
final class TokensTest {
    private static final String EXCHANGE = "/api/v1/token";
    private static final String GUARDED = "/api/professionals";

    private final RunningServer server = RunningServer.shared();

    private String exchanged(String key, String body) {
        HttpResponse<String> answer = server.anybody().post(EXCHANGE, body, "X-API-Key", key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningServer.tree(answer).get("access_token").asString();
    }

    private HttpResponse<String> with(String token) {
        return server.anybody().get(GUARDED, "Authorization", "Bearer " + token);
    }

    private void refused(String token, String because) {
        HttpResponse<String> answer = with(token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(RunningServer.tree(answer).get("detail").asString()).contains(because);
        // Nobody is let in as anybody either: a wrong token is never ignored.
        assertThat(server.anybody()
                        .get("/api/search/?q=luz", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenOpensWhatItsKeyOpens() throws ParseException {
        String key = server.key(Scope.PROFILES, Scope.ASK);
        HttpResponse<String> answer = server.anybody().post(EXCHANGE, "", "Authorization", "Bearer " + key);
        JsonNode token = RunningServer.tree(answer);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(token.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(token.get("expires_in").asInt()).isEqualTo(900);
        assertThat(token.get("scope").asString()).isEqualTo("ASK PROFILES");
        String text = token.get("access_token").asString();
        assertThat(with(text).statusCode()).isEqualTo(200);
        assertThat(JWTParser.parse(text).getHeader().toJSONObject())
                .containsEntry("alg", "HS256")
                .containsEntry("typ", "at+jwt")
                .containsKey("kid");
    }

    @Test
    void aTokenMayHaveLessThanItsKey() {
        String key = server.key(Scope.PROFILES, Scope.ASK);
        assertThat(with(exchanged(key, "{\"scopes\":[\"ask\"]}")).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"scopes":["OPERATE"]}      | scopes
            {"scopes":[]}               | scopes
            {"scopes":"ASK"}            | scopes
            {"seconds":0}               | seconds
            {"seconds":3601}            | seconds
            {"seconds":"60"}            | seconds
            {"sub":""}                  | sub
            {"sub":{}}                  | sub
            {"tier":"gold"}             | tier
            {"tier":"premium"}          | tier
            {"role":"ADMIN"}            | body
            []                          | body
            """)
    void asksForWhatThereIsNot(String body, String field) {
        HttpResponse<String> answer = server.anybody().post(EXCHANGE, body, "X-API-Key", server.key(Scope.PROFILES));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(RunningServer.tree(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void onlyAKeyIsExchanged() {
        assertThat(server.anybody().post(EXCHANGE, "{}").statusCode()).isEqualTo(401);
        String token = exchanged(server.key(Scope.PROFILES), "{}");
        assertThat(server.anybody()
                        .post(EXCHANGE, "{}", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anExchangeIsWrittenDownWithoutTheSecret() throws ParseException {
        String key = server.key(Scope.ASK);
        String user = "user-" + UUID.randomUUID();
        String token = exchanged(key, "{\"sub\":\"" + user + "\",\"tier\":\"premium\",\"seconds\":60}");
        assertThat(server.part(Audit.class).newest(user, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("key:test");
            assertThat(entry.action()).isEqualTo("POST /api/v1/token");
            assertThat(entry.detail())
                    .contains(JWTParser.parse(token).getJWTClaimsSet().getJWTID(), "ASK", "60 s", "premium")
                    .doesNotContain(key, token, user);
        });
    }

    @Test
    void madeAndRevokedKeysAreWrittenDown() {
        ApiKeys keys = server.part(ApiKeys.class);
        ApiKeys.Created created = keys.create("audited", Set.of(Scope.ASK), null, "somebody");
        keys.revoke(created.key().id(), "somebody else");
        assertThat(server.part(Audit.class).newest(null, 50))
                .filteredOn(entry -> entry.detail().contains(created.key().id().toString()))
                .extracting(entry -> entry.who() + " " + entry.action())
                .containsExactly("somebody else apikey.revoke", "somebody apikey.create");
    }

    @Test
    void aRevokedKeyEndsItsTokensWithinFiveSeconds() {
        ApiKeys keys = server.part(ApiKeys.class);
        ApiKeys.Created created = keys.create("ending", Set.of(Scope.PROFILES), null, "test");
        String token = exchanged(created.secret(), "{}");
        assertThat(with(token).statusCode()).isEqualTo(200);
        // As another process does it: without telling this one.
        new ApiKeys(
                        server.part(tino.lifecycle.database.Database.class).sql(),
                        java.time.InstantSource.system(),
                        server.part(Audit.class))
                .revoke(created.key().id(), "test");
        await().atMost(Duration.ofSeconds(7)).until(() -> with(token).statusCode() == 401);
        refused(token, "revoked");
    }

    @Test
    void anExpiredTokenIsRefused() {
        refused(forged(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))), "expired");
    }

    @Test
    void aTokenSignedByUsIsGood() {
        assertThat(with(forged(UnaryOperator.identity())).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnsignedTokenIsRefused() {
        refused(new PlainJWT(claims(UnaryOperator.identity())).serialize(), "not valid");
    }

    @Test
    void anotherAlgorithmIsRefusedEvenUnderOurKey() {
        refused(sign(JWSAlgorithm.HS384, "at+jwt", ours(), UnaryOperator.identity()), "not valid");
    }

    @Test
    void anotherKindOfTokenIsRefused() {
        refused(sign(JWSAlgorithm.HS256, "JWT", ours(), UnaryOperator.identity()), "not valid");
    }

    @Test
    void anotherKeyIsRefused() {
        refused(sign(JWSAlgorithm.HS256, "at+jwt", new byte[32], UnaryOperator.identity()), "not valid");
    }

    @Test
    void anotherAudienceOrIssuerIsRefused() {
        refused(forged(claims -> claims.audience("somebody")), "not valid");
        refused(forged(claims -> claims.issuer("https://login.example.com")), "issuer");
        refused(forged(claims -> claims.issuer(null)), "issuer");
    }

    @Test
    void aTokenThatSaysLessThanItMustIsRefused() {
        refused(forged(claims -> claims.expirationTime(null)), "not valid");
        refused(forged(claims -> claims.claim("client_id", null)), "not valid");
        refused(forged(claims -> claims.claim("client_id", "me")), "not valid");
        refused(forged(claims -> claims.claim("client_id", UUID.randomUUID().toString())), "revoked");
        refused(forged(claims -> claims.claim("scope", "EVERYTHING")), "not valid");
    }

    @Test
    void aChangedTokenIsRefused() {
        String token = forged(UnaryOperator.identity());
        char last = token.charAt(token.length() - 10);
        refused(
                token.substring(0, token.length() - 10)
                        + (last == 'A' ? 'B' : 'A')
                        + token.substring(token.length() - 9),
                "not valid");
        refused("eyJhbGciOiJIUzI1NiJ9.e30", "Neither an API key");
        refused("sk-proj-abc", "Neither an API key");
        refused("a".repeat(9_000), "at most 8192");
    }

    @Test
    void aTokenHasNoScopeBeyondItsKey() {
        // As if the key had been narrowed after the token was made.
        String token = forged(claims -> claims.claim("scope", "PROFILES OPERATE"));
        assertThat(with(token).statusCode()).isEqualTo(200);
        assertThat(server.anybody()
                        .get("/console/weights", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void clientsThatMustSendSomethingMaySayThatThereIsNoKey() {
        for (String nothing : new String[] {"none", "EMPTY", ""}) {
            assertThat(server.anybody()
                            .get("/api/search/?q=luz", "Authorization", "Bearer " + nothing)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tokensOfTheKeyBeforeStayGoodAndThoseOfOlderOnesEnd() {
        try (RunningServer own = RunningServer.start(java.util.Map.of())) {
            KeyRing ring = Tokens.ring(own.part(Home.class).keys());
            String key = own.key(Scope.PROFILES);
            String first = RunningServer.tree(own.anybody().post(EXCHANGE, "{}", "X-API-Key", key))
                    .get("access_token")
                    .asString();
            Tokens.rotate(ring);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> kid(RunningServer.tree(own.anybody().post(EXCHANGE, "{}", "X-API-Key", key))
                                    .get("access_token")
                                    .asString())
                            .equals("2"));
            assertThat(own.anybody()
                            .get(GUARDED, "Authorization", "Bearer " + first)
                            .statusCode())
                    .isEqualTo(200);
            Tokens.rotate(ring);
            assertThat(ring.numbers()).containsExactly(3, 2);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> own.anybody()
                                    .get(GUARDED, "Authorization", "Bearer " + first)
                                    .statusCode()
                            == 401);
        }
    }

    private static String kid(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private byte[] ours() {
        return Tokens.ring(server.part(Home.class).keys())
                .keys()
                .getFirst()
                .secret()
                .getEncoded();
    }

    /** Signed with the server's own key: only what it says is at fault. */
    private String forged(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(JWSAlgorithm.HS256, "at+jwt", ours(), change);
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        String client = server.part(ApiKeys.class)
                .create("test", EnumSet.of(Scope.PROFILES), null, "test")
                .key()
                .id()
                .toString();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("tino")
                        .audience("tino")
                        .subject(client)
                        .claim("client_id", client)
                        .claim("scope", "PROFILES")
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))))
                .build();
    }

    private String sign(
            JWSAlgorithm algorithm, String type, byte[] secret, UnaryOperator<JWTClaimsSet.Builder> change) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .type(new JOSEObjectType(type))
                        .keyID("1")
                        .build(),
                claims(change));
        try {
            byte[] enough = algorithm.equals(JWSAlgorithm.HS256) ? secret : java.util.Arrays.copyOf(secret, 48);
            jwt.sign(new MACSigner(enough));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
