package tino.assistant.query;

import jakarta.servlet.http.HttpServletRequest;

/** Who may ask at which tier: the server knows accounts and keys, this application does not. */
@FunctionalInterface
public interface Entitlement {
    /** @throws RuntimeException 401 if this caller may not say that its user is of the tier */
    void require(Tier tier, HttpServletRequest request);
}
