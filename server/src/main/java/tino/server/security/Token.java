package tino.server.security;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller that showed a token; its name is {@code token:…} of the key or {@code jwt:…} of somebody else's user, never an account's. */
final class Token extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final transient Claims claims;

    /**
     * What a token says, once it is believed.
     *
     * @param name of the principal
     * @param issuer whose limit of requests counts: a key's id, or whoever issued it
     * @param user for whom it was made, {@code null}: for the service itself
     * @param tier of that user, {@code null}: it says nothing of it
     */
    record Claims(
            String name,
            String issuer,
            Set<Scope> scopes,
            @Nullable String user,
            @Nullable String tier) {}

    Token(Claims claims) {
        super(authorities(claims));
        this.claims = claims;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(Claims claims) {
        return claims.scopes().stream()
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(scope.authority()))
                .toList();
    }

    Claims claims() {
        return claims;
    }

    @Override
    public Object getPrincipal() {
        return claims.name();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Token token && token.claims.equals(claims);
    }

    @Override
    public int hashCode() {
        return claims.hashCode();
    }
}
