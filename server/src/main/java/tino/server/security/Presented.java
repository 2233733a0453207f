package tino.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a service shows to be let in: an API key ({@code X-API-Key: tino_…} or {@code Authorization: Bearer tino_…}) or a token
 * ({@code Authorization: Bearer eyJ…}).
 */
final class Presented {
    private static final String BEARER = "bearer ";

    /** Clients of OpenAI's protocol must send something; these say that there is no key. */
    private static final Set<String> NOTHING = Set.of("", "none", "empty");

    private Presented() {}

    /** Whether the request says that it comes from a service. */
    static boolean by(HttpServletRequest request) {
        return key(request) != null || token(request) != null;
    }

    static @Nullable String key(HttpServletRequest request) {
        String header = request.getHeader("X-API-Key");
        if (header != null) {
            return header.trim();
        }
        String bearer = bearer(request);
        return bearer != null && bearer.startsWith(ApiKeys.MARK) ? bearer : null;
    }

    /** {@code null} also where a key is shown. */
    static @Nullable String token(HttpServletRequest request) {
        return key(request) == null ? bearer(request) : null;
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return null;
        }
        String shown = authorization.substring(BEARER.length()).trim();
        return NOTHING.contains(shown.toLowerCase(Locale.ROOT)) ? null : shown;
    }
}
