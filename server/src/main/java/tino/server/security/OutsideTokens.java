package tino.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tino.server.JwtSettings;

/**
 * Tokens of somebody else: signed with a private key of the issuer, whose public keys are fetched, kept, and fetched again when an unknown
 * one is named, twice a minute at most. Only signatures with public keys count, so that a public key can never be used as a secret.
 */
final class OutsideTokens {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int MOST_BYTES = 200_000;
    private static final int LONGEST_SUBJECT = 200;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final String issuer;
    private final Set<Scope> most;
    private final DefaultJWTProcessor<SecurityContext> reader = new DefaultJWTProcessor<>();

    private OutsideTokens(String issuer, URI jwks, String audience, Set<Scope> most, InstantSource clock) {
        this.issuer = issuer;
        this.most = most;
        reader.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        reader.setJWSKeySelector(new JWSVerificationKeySelector<>(
                ALGORITHMS,
                JWKSourceBuilder.create(url(jwks), new Retriever())
                        .outageTolerant(OUTAGE.toMillis())
                        .build()));
        reader.setJWTClaimsSetVerifier(new Tokens.Verifier(
                clock, audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp"), SKEW));
    }

    /** Of whoever the settings name; {@code null} where they name nobody. */
    static @org.jspecify.annotations.Nullable OutsideTokens of(JwtSettings settings, InstantSource clock) {
        String issuer = settings.issuer();
        URI jwks = settings.jwks();
        String audience = settings.audience();
        return issuer == null || jwks == null || audience == null
                ? null
                : new OutsideTokens(issuer, jwks, audience, settings.scopes(), clock);
    }

    private static URL url(URI address) {
        try {
            return address.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("tino.access.jwt.jwks: expected an address, got '" + address + "'", e);
        }
    }

    String issuer() {
        return issuer;
    }

    /**
     * @throws TokenRefused if it is not theirs, not for us, or good no more
     * @throws KeySourceException if their keys cannot be had at present
     */
    Token.Claims read(String token) throws TokenRefused, KeySourceException {
        try {
            JWTClaimsSet claims = reader.process(token, null);
            String subject = claims.getSubject();
            if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
                throw new TokenRefused("This token's sub has " + subject.length() + " characters; 1 to "
                        + LONGEST_SUBJECT + " are expected.");
            }
            Object tier = claims.getClaim("tier");
            return new Token.Claims(
                    "jwt:" + subject,
                    "issuer " + issuer,
                    scopes(claims),
                    subject,
                    tier == null ? null : tier.toString());
        } catch (KeySourceException e) {
            throw e;
        } catch (ExpiredJWTException e) {
            throw new TokenRefused("This token has expired.");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new TokenRefused(
                    "This token of " + issuer + " is not valid: its signature, audience or times are wrong.");
        }
    }

    private Set<Scope> scopes(JWTClaimsSet claims) throws ParseException {
        Set<String> named = new HashSet<>();
        for (String claim : List.of("scope", "scp")) {
            Object value = claims.getClaim(claim);
            if (value instanceof String text) {
                named.addAll(List.of(text.split(" ")));
            } else if (value instanceof List<?> list) {
                list.forEach(one -> named.add(String.valueOf(one)));
            }
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : most) {
            if (named.stream()
                    .anyMatch(name ->
                            name.toUpperCase(Locale.ROOT).replace('-', '_').equals(scope.name()))) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /** From where it was said, not from where that sends us. */
    private static final class Retriever extends DefaultResourceRetriever {
        Retriever() {
            super(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
