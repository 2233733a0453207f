package tino.marketplace;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.web.InvalidInput;
import tino.web.Refusal;

/**
 * Who asks, as far as the marketplace cares. Which roles reach which path is the server's business; what a professional
 * may do to whose profile is decided here.
 *
 * @param account the account, {@code null} for a service with an API key
 * @param professional whether this is somebody who only acts for the own profile
 */
public record Caller(@Nullable UUID account, boolean professional) {

    public static Caller of(HttpServletRequest request) {
        boolean professional = request.isUserInRole("PROFESSIONAL")
                && !request.isUserInRole("OPERATOR")
                && !request.isUserInRole("ADMIN");
        Principal principal = request.getUserPrincipal();
        return new Caller(principal == null ? null : account(principal.getName()), professional);
    }

    /** @throws Refusal if this is a professional and the profile belongs to somebody else */
    public void mustOwn(UUID owner) {
        if (professional && !owner.equals(account)) {
            throw Refusal.forbidden(
                    "A professional may only use the own profile; this one belongs to another account.");
        }
    }

    /**
     * The account in whose name something is written: the one named in the request, else the caller's own.
     *
     * @throws Refusal if a professional names somebody else
     * @throws InvalidInput if nobody is named and the caller has no account
     */
    public UUID author(String field, @Nullable UUID named) {
        if (named == null) {
            if (account == null) {
                throw new InvalidInput(
                        field, "the account (UUID) in whose name this is written is expected, got nothing");
            }
            return account;
        }
        if (professional && !named.equals(account)) {
            throw Refusal.forbidden("A professional may only write in the own name, got " + field + " " + named + ".");
        }
        return named;
    }

    private static @Nullable UUID account(String name) {
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException _) {
            return null; // a service's name
        }
    }
}
