package tino.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tino.lifecycle.privacy.Audit;

/**
 * Keys of services, in the table {@code api_key}. A key is shown when it is made and never again: only its hash is kept.
 * A revoked key is refused within {@link #FRESH}, in every process.
 */
public final class ApiKeys {
    static final String MARK = "tino_";
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Audit audit;
    private final Cache<ByteBuffer, Optional<ApiKey>> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();
    private final Cache<UUID, Optional<ApiKey>> knownById =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();

    /** @param audit what is told of keys made and revoked */
    public ApiKeys(JdbcClient sql, InstantSource clock, Audit audit) {
        this.sql = sql;
        this.clock = clock;
        this.audit = audit;
    }

    /** A key as its owner may see it. @param prefix the key's first characters, to tell keys apart */
    public record ApiKey(
            UUID id,
            String name,
            String prefix,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant usedAt) {
        boolean valid(Instant now) {
            return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
        }
    }

    /** A key just made. @param secret to be shown once */
    public record Created(ApiKey key, String secret) {}

    /**
     * @param expiresAt {@code null}: never
     * @param by who makes it
     * @throws IllegalArgumentException if the name is blank or there are no scopes
     */
    public Created create(String name, Set<Scope> scopes, @Nullable Instant expiresAt, String by) {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("A key needs a name of 1 to 100 characters, got '" + name + "'");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("A key needs a scope, one of " + Arrays.toString(Scope.values()));
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        ApiKey key = new ApiKey(
                UUID.randomUUID(),
                name,
                secret.substring(0, MARK.length() + 6),
                Set.copyOf(scopes),
                clock.instant(),
                expiresAt,
                null,
                null);
        audit.record(by, "apikey.create", null, described(key));
        sql.sql("""
                        insert into api_key (id, name, prefix, hash, scopes, created_at, created_by, expires_at)
                        values (:id, :name, :prefix, :hash, :scopes, :now, :by, :expires)""")
                .param("id", key.id())
                .param("name", name)
                .param("prefix", key.prefix())
                .param("hash", hash(secret))
                .param("scopes", scopes.stream().map(Scope::name).toArray(String[]::new))
                .param("now", Timestamp.from(key.createdAt()))
                .param("by", by)
                .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt), java.sql.Types.TIMESTAMP)
                .update();
        return new Created(key, secret);
    }

    public List<ApiKey> list() {
        return sql.sql("select * from api_key order by created_at")
                .query(ApiKeys::read)
                .list();
    }

    /** @param by who revokes it @return whether there was such a key that was not revoked yet */
    public boolean revoke(UUID id, String by) {
        load(id).ifPresent(key -> audit.record(by, "apikey.revoke", null, described(key)));
        boolean revoked = sql.sql("update api_key set revoked_at = :now where id = :id and revoked_at is null")
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
        known.invalidateAll();
        knownById.invalidateAll();
        return revoked;
    }

    /** The key with this secret, if it is valid now. */
    public Optional<ApiKey> find(String secret) {
        if (!secret.startsWith(MARK) || secret.length() > 100) {
            return Optional.empty();
        }
        byte[] hash = hash(secret);
        Optional<ApiKey> key = known.get(ByteBuffer.wrap(hash), _ -> load(hash));
        return key.filter(found -> found.valid(clock.instant()));
    }

    /** The key with this id, if it is valid now. */
    Optional<ApiKey> find(UUID id) {
        return knownById.get(id, this::load).filter(found -> found.valid(clock.instant()));
    }

    private Optional<ApiKey> load(UUID id) {
        return sql.sql("select * from api_key where id = ?")
                .param(id)
                .query(ApiKeys::read)
                .optional();
    }

    private static String described(ApiKey key) {
        return "key " + key.id() + " (" + key.name() + "), "
                + key.scopes().stream().sorted().toList();
    }

    private Optional<ApiKey> load(byte[] hash) {
        // Written at most once per key and cache period: a hint for people who clean up, not an audit.
        List<ApiKey> keys = new ArrayList<>(sql.sql("update api_key set used_at = :now where hash = :hash returning *")
                .param("now", Timestamp.from(clock.instant()))
                .param("hash", hash)
                .query(ApiKeys::read)
                .list());
        return keys.stream().findFirst();
    }

    private static ApiKey read(ResultSet row, int number) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : (String[]) row.getArray("scopes").getArray()) {
            scopes.add(Scope.valueOf(name));
        }
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                scopes,
                row.getTimestamp("created_at").toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                instant(row, "used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
