package tino.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Audit;
import tino.lifecycle.secret.KeyRing;
import tino.server.Platform;
import tino.server.security.ApiKeys;
import tino.server.security.ApiKeys.ApiKey;
import tino.server.security.Scope;
import tino.server.security.Tokens;

/** {@code tino apikey …}: which services may call. */
@Command(name = "apikey", mixinStandardHelpOptions = true, description = "API keys of services.")
final class ApiKeyCommand {
    @Command(mixinStandardHelpOptions = true, description = "Lists the keys, without their secrets.")
    int list(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            List<ApiKey> keys = keys(platform).list();
            keys.forEach(key -> output.print("%s  %-14s %-24s %-36s %s"
                    .formatted(key.id(), key.prefix() + "…", key.name(), key.scopes(), state(key, platform))));
            output.result(Map.of("keys", keys));
            return Exit.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Makes a key and shows it, once.")
    int create(
            @Parameters(paramLabel = "NAME", description = "Which service it is for.") String name,
            @Option(
                            names = "--scope",
                            required = true,
                            split = ",",
                            paramLabel = "SCOPE",
                            description = "One or more of ${COMPLETION-CANDIDATES}.")
                    Set<Scope> scopes,
            @Option(
                            names = "--days",
                            paramLabel = "DAYS",
                            description = "How long it is valid (default: until revoked).")
                    @Nullable
                    Integer days,
            @Mixin Output output) {
        if (days != null && days < 1) {
            throw new Failure(Exit.USAGE, "--days: 1 or more is expected, got " + days);
        }
        try (Platform platform = Platform.open()) {
            Instant expires = days == null ? null : platform.clock().instant().plus(Duration.ofDays(days));
            ApiKeys.Created created = keys(platform).create(name, EnumSet.copyOf(scopes), expires, user());
            output.print("The key of " + name + " is  " + created.secret() + "  and is not shown again.");
            output.result(Map.of("id", created.key().id(), "name", name, "key", created.secret()));
            return Exit.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Ends a key; it is refused within seconds.")
    int revoke(@Parameters(paramLabel = "ID") UUID id, @Mixin Output output) {
        try (Platform platform = Platform.open()) {
            if (!keys(platform).revoke(id, user())) {
                throw new Failure(
                        Exit.NOT_FOUND,
                        "There is no key " + id + " that could be revoked; `tino apikey list` shows those there are.");
            }
            output.print("Revoked " + id + ".");
            output.result(Map.of("revoked", id));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Has tokens signed under a new key. Those signed under the one before stay good; twice ends them all.")
    int rotate(@Mixin Output output) {
        try (Platform platform = Platform.open()) {
            KeyRing ring = Tokens.ring(platform.home().keys());
            new Audit(platform.database(), Pseudonyms.of(platform.home().root()), platform.clock())
                    .record(user(), "tokens.rotate", null, "");
            int number = Tokens.rotate(ring);
            output.print(
                    "Tokens are signed under key " + number + " now; good are those under " + ring.numbers() + ".");
            output.result(Map.of("key", number, "good", ring.numbers()));
            return Exit.OK;
        }
    }

    private static String user() {
        return String.valueOf(System.getProperty("user.name"));
    }

    private static String state(ApiKey key, Platform platform) {
        if (key.revokedAt() != null) {
            return "revoked " + key.revokedAt();
        }
        if (key.expiresAt() != null) {
            return (platform.clock().instant().isBefore(key.expiresAt()) ? "until " : "expired ") + key.expiresAt();
        }
        return key.usedAt() == null ? "never used" : "used " + key.usedAt();
    }

    private static ApiKeys keys(Platform platform) {
        Audit audit =
                new Audit(platform.database(), Pseudonyms.of(platform.home().root()), platform.clock());
        return new ApiKeys(platform.database().sql(), platform.clock(), audit);
    }
}
