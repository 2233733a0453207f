package tino.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.secret.KeyRing;
import tino.server.security.ApiKeys.ApiKey;

/**
 * Our own tokens: access tokens by RFC 9068 that an API key is exchanged for, signed with HMAC-SHA-256, as nobody but us reads them. A
 * token is good for as long as it says and as its key is: where the key is revoked its tokens end with it. Each is signed under the newest
 * key of {@code <home>/keys/tokens}; those of the one before are still good.
 */
public final class Tokens {
    static final String ISSUER = "tino";
    static final Duration USUAL = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(1);

    private static final String NAME = "tokens";
    private static final int KEY_BYTES = 32;
    private static final int KEYS = 2;
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String CLIENT = "client_id";
    private static final String SCOPE = "scope";
    private static final String TIER = "tier";

    private final KeyRing ring;
    private final ApiKeys keys;
    private final InstantSource clock;
    private final DefaultJWTProcessor<SecurityContext> reader = new DefaultJWTProcessor<>();

    Tokens(KeyRing ring, ApiKeys keys, InstantSource clock) {
        this.ring = ring;
        this.keys = keys;
        this.clock = clock;
        reader.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        reader.setJWSKeySelector((header, context) -> candidates(header));
        reader.setJWTClaimsSetVerifier(new Verifier(
                clock,
                ISSUER,
                new JWTClaimsSet.Builder().issuer(ISSUER).build(),
                Set.of("sub", "exp", "iat", "jti", CLIENT, SCOPE),
                Duration.ZERO));
    }

    /** The keys that sign tokens, of a home. */
    public static KeyRing ring(java.nio.file.Path keys) {
        return KeyRing.open(keys, NAME, KEY_BYTES, "HmacSHA256");
    }

    /**
     * Has new tokens signed under a new key. Those of the key before stay good, those of older ones end; twice in a row ends them all.
     *
     * @return the new key's number
     */
    public static int rotate(KeyRing ring) {
        int number = ring.rotate();
        ring.numbers().stream().skip(KEYS).forEach(ring::destroy);
        return number;
    }

    /**
     * What a token is to say.
     *
     * @param scopes some of the key's
     * @param user for whom it is, {@code null}: for the service itself
     * @param tier of that user; a question with this token is of this tier whatever it says itself
     * @param lasting at most {@link #LONGEST}
     */
    record Grant(
            ApiKey key,
            Set<Scope> scopes,
            @Nullable String user,
            @Nullable String tier,
            Duration lasting) {}

    /** @param id of the token, for the audit */
    record Signed(String token, String id) {}

    Signed sign(Grant grant) {
        KeyRing.Key key = ring.keys().getFirst();
        Instant now = clock.instant();
        String client = grant.key().id().toString();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER)
                .subject(Objects.requireNonNullElse(grant.user(), client))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(grant.lasting())))
                .claim(CLIENT, client)
                .claim(SCOPE, grant.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(" ")))
                .claim(TIER, grant.tier())
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(TYPE)
                        .keyID(Integer.toString(key.number()))
                        .build(),
                claims);
        try {
            jwt.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
        return new Signed(jwt.serialize(), claims.getJWTID());
    }

    /** @throws TokenRefused if it is none of ours, or good no more */
    Token.Claims read(String token) throws TokenRefused {
        try {
            JWTClaimsSet claims = reader.process(token, null);
            String client = Objects.requireNonNull(claims.getClaimAsString(CLIENT));
            ApiKey key = keys.find(UUID.fromString(client))
                    .orElseThrow(() -> new TokenRefused("The API key of this token has expired or was revoked."));
            String user = claims.getSubject().equals(client) ? null : claims.getSubject();
            Set<Scope> scopes = scopes(Objects.requireNonNull(claims.getClaimAsString(SCOPE)));
            scopes.retainAll(key.scopes());
            return new Token.Claims(
                    "token:" + key.name(), "key " + key.id(), scopes, user, claims.getClaimAsString(TIER));
        } catch (ExpiredJWTException e) {
            throw new TokenRefused("This token has expired; exchange the key for a new one (POST /api/v1/token).");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw new TokenRefused("This token is not valid: it was not made here, was changed, or its key is gone.");
        }
    }

    private List<Key> candidates(JWSHeader header) {
        if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())) {
            return List.of();
        }
        return ring.keys().stream()
                .limit(KEYS)
                .filter(key -> Integer.toString(key.number()).equals(header.getKeyID()))
                .<Key>map(KeyRing.Key::secret)
                .toList();
    }

    private static Set<Scope> scopes(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(Scope::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** Compares times with the clock of the server. */
    static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Verifier(InstantSource clock, String audience, JWTClaimsSet exactly, Set<String> required, Duration skew) {
            super(Set.of(audience), exactly, required, Set.of());
            this.clock = clock;
            setMaxClockSkew((int) skew.toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }

        @Override
        public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            // A token without an end would be a key that nobody can revoke.
            if (claims.getExpirationTime() == null) {
                throw new BadJWTException("no exp");
            }
        }
    }
}
