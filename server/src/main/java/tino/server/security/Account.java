package tino.server.security;

import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/**
 * A person who signed in. The name of the principal is the account's id, which is what applications keep as author or
 * owner; the login may change.
 */
public final class Account extends User {
    private static final long serialVersionUID = 1;

    private final UUID id;
    private final String login;

    Account(UUID id, String login, Set<Role> roles, String passwordHash, boolean enabled) {
        super(
                id.toString(),
                passwordHash,
                enabled,
                true,
                true,
                true,
                AuthorityUtils.createAuthorityList(
                        roles.stream().map(role -> "ROLE_" + role).toList()));
        this.id = id;
        this.login = login;
    }

    /** The login of whoever is signed in, or the name of a service, e.g. {@code key:nightly}. */
    public static String nameOf(Authentication who) {
        return who.getPrincipal() instanceof Account account ? account.login() : who.getName();
    }

    public UUID id() {
        return id;
    }

    /** What the person types in, and is greeted by. */
    public String login() {
        return login;
    }
}
