package tino.assistant.query;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Who may ask at which tier: the server knows accounts, keys and tokens, this application does not. */
@FunctionalInterface
public interface Entitlement {
    /** @throws RuntimeException 401 or 403 if this caller may not say that its user is of the tier */
    void require(Tier tier, HttpServletRequest request);

    /**
     * The tier that a question is answered at: what the caller's token says, else what the question asks for.
     *
     * @throws RuntimeException as {@link #require}, where no token says it
     */
    default Tier grant(Tier asked, HttpServletRequest request) {
        require(asked, request);
        return asked;
    }

    /** Whose question it is according to the caller's token, before whatever the question says; {@code null} where none says it. */
    default @Nullable String user(HttpServletRequest request) {
        return null;
    }
}
