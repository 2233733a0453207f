package tino.server.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.server.Platform;
import tino.server.security.Accounts;
import tino.server.security.Role;

/** {@code tino account …}: who may sign in. */
@Command(name = "account", mixinStandardHelpOptions = true, description = "Accounts of people.")
final class AccountCommand {
    @Command(mixinStandardHelpOptions = true, description = "Lists the accounts.")
    int list(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            List<Accounts.Entry> accounts = accounts(platform).list();
            accounts.forEach(account -> output.print(
                    "%-30s %-40s %s".formatted(account.login(), account.roles(), account.enabled() ? "" : "disabled")));
            output.result(Map.of("accounts", accounts));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes an account; prints its password, which is kept nowhere.")
    int create(
            @Parameters(paramLabel = "LOGIN") String login,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description = "One or more of ${COMPLETION-CANDIDATES}.")
                    Set<Role> roles,
            @Option(
                            names = "--password",
                            arity = "0..1",
                            interactive = true,
                            description = "Asks for the password instead of making one.")
                    char @Nullable [] given,
            @Mixin Output output) {
        String password = given == null ? Accounts.newPassword() : new String(given);
        try (Platform platform = Platform.open()) {
            accounts(platform).create(login, password, EnumSet.copyOf(roles));
        } catch (DuplicateKeyException e) {
            throw new Failure(
                    Exit.FAILED,
                    "There is an account '" + login + "' already; `tino account password` changes its password.");
        }
        told(login, given == null ? password : null, output);
        return Exit.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Sets a new password and prints it.")
    int password(
            @Parameters(paramLabel = "LOGIN") String login,
            @Option(
                            names = "--password",
                            arity = "0..1",
                            interactive = true,
                            description = "Asks for the password instead of making one.")
                    char @Nullable [] given,
            @Mixin Output output) {
        String password = given == null ? Accounts.newPassword() : new String(given);
        try (Platform platform = Platform.open()) {
            if (!accounts(platform).changePassword(login, password)) {
                throw new Failure(
                        Exit.NOT_FOUND,
                        "There is no account '" + login + "'; `tino account list` shows those there are.");
            }
        }
        told(login, given == null ? password : null, output);
        return Exit.OK;
    }

    private static void told(String login, @Nullable String made, Output output) {
        output.print(
                made == null ? "Done." : "The password of " + login + " is  " + made + "  and is not shown again.");
        output.result(made == null ? Map.of("login", login) : Map.of("login", login, "password", made));
    }

    private static Accounts accounts(Platform platform) {
        return new Accounts(platform.database().sql(), new BCryptPasswordEncoder(), platform.clock());
    }
}
