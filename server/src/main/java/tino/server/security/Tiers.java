package tino.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import tino.assistant.query.Entitlement;
import tino.assistant.query.Tier;
import tino.server.Settings;
import tino.web.Refusal;

/**
 * Who may ask for a premium user: accounts, keys and tokens of the scope {@link Scope#ASK}, and anybody where the settings say so or nobody
 * but this machine can ask. A token that names a tier has its questions answered at that.
 */
@Component
final class Tiers implements Entitlement {
    private final boolean anybody;

    Tiers(Settings settings) {
        this.anybody = settings.access().premiumPublic() || settings.onlyHere();
    }

    /** Whether a service with these scopes may say of which tier its users are. */
    static boolean mayName(Set<Scope> scopes) {
        return scopes.contains(Scope.ASK) || scopes.contains(Scope.OPERATE);
    }

    @Override
    public void require(Tier tier, HttpServletRequest request) {
        if (tier == Tier.FREE) {
            return;
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        Tier said = said(caller);
        if (said == null ? !anybody && !mayName(caller) : said != tier) {
            throw caller instanceof ApiKeyFilter.Service || caller instanceof Token
                    ? Refusal.forbidden("This key or token may not ask for a premium user; a key of the scope "
                            + Scope.ASK + " may.")
                    : Refusal.unauthenticated(
                            "Who asks for a premium user signs in at /login, or sends an API key of the scope "
                                    + Scope.ASK
                                    + " (X-API-Key, or Authorization: Bearer) or a token that says so. Without,"
                                    + " user_tier is free.");
        }
    }

    @Override
    public Tier grant(Tier asked, HttpServletRequest request) {
        Tier said = said(SecurityContextHolder.getContext().getAuthentication());
        if (said != null) {
            return said;
        }
        require(asked, request);
        return asked;
    }

    @Override
    public @Nullable String user(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Token token
                ? token.claims().user()
                : null;
    }

    /** A tier that we do not know buys nothing. */
    private static @Nullable Tier said(@Nullable Authentication caller) {
        if (!(caller instanceof Token token) || token.claims().tier() == null) {
            return null;
        }
        return Tier.PREMIUM.word().equals(token.claims().tier()) ? Tier.PREMIUM : Tier.FREE;
    }

    private static boolean mayName(@Nullable Authentication caller) {
        return switch (caller) {
            case ApiKeyFilter.Service service -> mayName(service.key().scopes());
            case Token token -> mayName(token.claims().scopes());
            case null -> false;
            default ->
                caller.getPrincipal() instanceof Account account
                        && !account.getAuthorities().isEmpty();
        };
    }
}
