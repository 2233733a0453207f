package tino.server;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tino.server.security.Scope;

/**
 * Somebody else whose tokens (JWT, RFC 7519) are believed: all three are given, or none.
 *
 * @param issuer as its tokens name it, e.g. {@code https://login.example.com/}
 * @param jwks where its public keys are (RFC 7517); https, or http on this machine
 * @param audience what its tokens must be for
 * @param scopes what a token may be good for at most; of these it has those that its claim {@code scope} or {@code scp} names
 */
public record JwtSettings(
        @Nullable String issuer,
        @Nullable URI jwks,
        @Nullable String audience,
        Set<Scope> scopes) {

    /** @throws IllegalArgumentException if something is missing or the address is none: what was expected, what came */
    public JwtSettings(
            @Nullable String issuer,
            @Nullable URI jwks,
            @Nullable String audience,
            @DefaultValue("ASK") Set<Scope> scopes) {
        this.issuer = blankToNull(issuer);
        this.jwks = jwks == null || jwks.toString().isBlank() ? null : jwks;
        this.audience = blankToNull(audience);
        this.scopes = Set.copyOf(scopes);
        int given = (this.issuer == null ? 0 : 1) + (this.jwks == null ? 0 : 1) + (this.audience == null ? 0 : 1);
        if (given != 0 && given != 3) {
            throw new IllegalArgumentException(
                    "tino.access.jwt: expected issuer, jwks and audience, or none of them, got issuer " + this.issuer
                            + ", jwks " + this.jwks + ", audience " + this.audience + ".");
        }
        if (this.jwks != null && !trustworthy(this.jwks)) {
            throw new IllegalArgumentException(
                    "tino.access.jwt.jwks: expected an address that begins with https:// (http://"
                            + " on this machine only), got '" + this.jwks + "'.");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What comes over a network without TLS may come from anybody. */
    private static boolean trustworthy(URI address) {
        return address.getHost() != null
                && ("https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && Settings.loopback(address.getHost()));
    }
}
