package tino.server.security;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The accounts of people, in the table {@code account}. Passwords are kept as salted hashes only. */
public final class Accounts implements UserDetailsService {
    /** Of a password that a person chooses. */
    public static final int SHORTEST_PASSWORD = 10;

    // bcrypt looks at no more than this.
    private static final int LONGEST_PASSWORD = 72;

    // Without letters and digits that look alike: 20 of these are 98 bits.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final JdbcClient sql;
    private final PasswordEncoder encoder;
    private final InstantSource clock;

    public Accounts(JdbcClient sql, PasswordEncoder encoder, InstantSource clock) {
        this.sql = sql;
        this.encoder = encoder;
        this.clock = clock;
    }

    /** A password that nobody guesses, for people to read once. */
    public static String newPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /**
     * The password of the first administrator, if there was no administrator yet. Of several processes that start at
     * once, one makes the account.
     */
    public Optional<String> firstAdministrator() {
        boolean there = sql.sql("select exists(select from account where 'ADMIN' = any(roles) and enabled)")
                .query(Boolean.class)
                .single();
        if (there) {
            return Optional.empty();
        }
        String password = newPassword();
        try {
            create("admin", password, EnumSet.of(Role.ADMIN));
        } catch (DuplicateKeyException anotherProcess) {
            return Optional.empty();
        }
        return Optional.of(password);
    }

    /**
     * @throws IllegalArgumentException if the login, the password or the roles are not acceptable
     * @throws DuplicateKeyException if the login is taken
     */
    public UUID create(String login, String password, Set<Role> roles) {
        if (!login.matches("[\\p{L}\\p{N}._@+-]{2,100}")) {
            throw new IllegalArgumentException(
                    "A login is 2 to 100 letters, digits or any of . _ @ + -, got '" + login + "'");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("An account needs a role, one of " + Arrays.toString(Role.values()));
        }
        UUID id = UUID.randomUUID();
        sql.sql("""
                        insert into account (id, login, roles, password_hash, created_at, changed_at)
                        values (:id, :login, :roles, :hash, :now, :now)""")
                .param("id", id)
                .param("login", login)
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("hash", hash(password))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    /** @return whether there is such an account */
    public boolean changePassword(String login, String password) {
        return sql.sql("update account set password_hash = :hash, changed_at = :now where lower(login) = lower(:login)")
                        .param("hash", hash(password))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("login", login)
                        .update()
                == 1;
    }

    /** What {@code tino account list} shows. */
    public record Entry(UUID id, String login, List<String> roles, boolean enabled) {}

    public List<Entry> list() {
        return sql.sql("select id, login, roles, enabled from account order by login")
                .query((row, number) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        List.of((String[]) row.getArray("roles").getArray()),
                        row.getBoolean("enabled")))
                .list();
    }

    @Override
    public Account loadUserByUsername(String login) {
        return sql.sql(
                        "select id, login, roles, password_hash, enabled from account where lower(login) = lower(:login)")
                .param("login", login)
                .query((row, number) -> new Account(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        roles((String[]) row.getArray("roles").getArray()),
                        row.getString("password_hash"),
                        row.getBoolean("enabled")))
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("no account " + login));
    }

    /** Whether the account is still there and may sign in. */
    boolean active(UUID id) {
        return sql.sql("select exists(select from account where id = ? and enabled)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private static Set<Role> roles(String[] names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Role.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return roles;
    }

    private String hash(String password) {
        int bytes = password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (password.length() < SHORTEST_PASSWORD || bytes > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "A password has at least " + SHORTEST_PASSWORD + " characters and at most " + LONGEST_PASSWORD
                            + " bytes, got " + password.length() + " characters");
        }
        return java.util.Objects.requireNonNull(encoder.encode(password));
    }
}
