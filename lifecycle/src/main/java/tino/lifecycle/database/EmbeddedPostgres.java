package tino.lifecycle.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL on 127.0.0.1 whose data live in {@code <home>/postgres}.
 *
 * <p>One process owns the server: it holds the lock {@code <home>/postgres/owner.lock}, starts the server, starts it again if
 * it dies, and stops it. Others (a CLI command beside a running {@code tino serve}) find it and attach. When the owner is
 * killed, the server lives on; whoever comes next takes the lock, finds the server and owns it from then on. A server that
 * died left its log to recover from, which PostgreSQL does by itself on the next start.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What an owner has. */
    private record Owner(Ownership ownership, PostgresServer server, Supervision supervision) {}

    private final Path data;
    private final int port;
    private final String password;
    private final @Nullable Owner owner;
    private boolean closed;

    private EmbeddedPostgres(Path data, int port, String password, @Nullable Owner owner) {
        this.data = data;
        this.port = port;
        this.password = password;
        this.owner = owner;
    }

    /**
     * Starts the server of this home, or attaches to the one that runs.
     *
     * @throws DatabaseUnavailable if it cannot be started; the message says why and what to do
     */
    public static EmbeddedPostgres start(Path home) {
        return start(home, home.resolve("postgres"), Map.of());
    }

    /**
     * @param programs folder in which the programs of PostgreSQL are, or are to be unpacked
     * @param settings of the server that differ from ours
     */
    static EmbeddedPostgres start(Path home, Path programs, Map<String, String> settings) {
        Path folder = home.toAbsolutePath().normalize().resolve("postgres");
        try {
            Files.createDirectories(folder);
            PostgresPrograms unpacked = PostgresPrograms.in(programs.toAbsolutePath(), folder);
            return startOrAttach(unpacked, folder, ServerPassword.of(home), settings);
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The embedded PostgreSQL of " + folder + " did not start: " + e.getMessage() + advice(e), e);
        }
    }

    private static EmbeddedPostgres startOrAttach(
            PostgresPrograms programs, Path folder, String password, Map<String, String> settings) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Ownership> ownership = Ownership.take(folder);
            if (ownership.isPresent()) {
                return own(programs, password, ownership.get(), settings);
            }
            Optional<Postmaster> running = Postmaster.running(programs.data()).filter(Postmaster::ready);
            if (running.isPresent()) {
                int port = running.get().port();
                log.info("Attached to the PostgreSQL on port {} that another process owns.", port);
                return new EmbeddedPostgres(programs.data(), port, password, null);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IOException(
                "Another process holds " + folder.resolve("owner.lock") + " but has no server ready after "
                        + PATIENCE.toSeconds() + " s. Look for a hanging tino process and end it.");
    }

    private static EmbeddedPostgres own(
            PostgresPrograms programs, String password, Ownership ownership, Map<String, String> settings)
            throws IOException {
        try {
            PostgresServer server = new PostgresServer(programs, settings);
            Postmaster postmaster = server.findOrStart(password);
            Owner owner = new Owner(ownership, server, new Supervision(server));
            return new EmbeddedPostgres(programs.data(), postmaster.port(), password, owner);
        } catch (IOException | RuntimeException e) {
            ownership.release();
            throw e;
        }
    }

    private static String advice(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left")) {
            return " Free some space on that disk, or set TINO_HOME to a folder on another one.";
        }
        if (e instanceof AccessDeniedException || text.contains("ermission denied")) {
            return " Give this user the right to write there, or set TINO_HOME to a folder it owns.";
        }
        return "";
    }

    public int port() {
        return port;
    }

    /** Whether this process started the server (or took it over) and will stop it. */
    public boolean owned() {
        return owner != null;
    }

    /** Process number of the server; empty while it is down. */
    public Optional<Long> pid() {
        try {
            return Postmaster.running(data).map(Postmaster::pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    String user() {
        return PostgresPrograms.USER;
    }

    String password() {
        return password;
    }

    /** Stops the server if this process owns it. Open transactions of others are rolled back. */
    @Override
    public synchronized void close() {
        if (closed || owner == null) {
            return;
        }
        closed = true;
        owner.supervision().close();
        try {
            owner.server().stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL of " + data + " did not stop: " + e.getMessage(), e);
        } finally {
            owner.ownership().release();
        }
    }
}
