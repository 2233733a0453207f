package tino.server.security;

/** A token that lets nobody in: forged, too old, somebody else's. */
final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason for the caller, without anything of the token */
    TokenRefused(String reason) {
        super(reason);
    }
}
