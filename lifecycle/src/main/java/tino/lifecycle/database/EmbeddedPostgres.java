package tino.lifecycle.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * <p>One process owns the server: it holds the lock {@code <home>/postgres/owner.lock}, started the server and stops it.
 * Others (a CLI command beside a running {@code tino serve}) find it and attach. When the owner is killed, the server
 * lives on; whoever comes next takes the lock, finds the server and owns it from then on. A server that died itself left
 * its log to recover from, which PostgreSQL does by itself on the next start.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;

    private final PostgresPrograms programs;
    private final Postmaster postmaster;
    private final String password;
    private final @Nullable Ownership ownership;
    private boolean closed;

    private EmbeddedPostgres(
            PostgresPrograms programs, Postmaster postmaster, String password, @Nullable Ownership ownership) {
        this.programs = programs;
        this.postmaster = postmaster;
        this.password = password;
        this.ownership = ownership;
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
            return startOrAttach(PostgresPrograms.in(programs.toAbsolutePath(), folder), folder, home, settings);
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The embedded PostgreSQL of " + folder + " did not start: " + e.getMessage() + advice(e), e);
        }
    }

    private static EmbeddedPostgres startOrAttach(
            PostgresPrograms programs, Path folder, Path home, Map<String, String> settings) throws IOException {
        String password = ServerPassword.of(home);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Ownership> ownership = Ownership.take(folder.resolve("owner.lock"));
            if (ownership.isPresent()) {
                return own(programs, password, ownership.get(), settings);
            }
            Optional<Postmaster> running = Postmaster.running(programs.data()).filter(Postmaster::ready);
            if (running.isPresent()) {
                log.info(
                        "Attached to the PostgreSQL on port {} that another process owns.",
                        running.get().port());
                return new EmbeddedPostgres(programs, running.get(), password, null);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "Another process holds " + folder.resolve("owner.lock") + " but has no server ready after "
                                + PATIENCE.toSeconds() + " s. Look for a hanging tino process and end it.");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static EmbeddedPostgres own(
            PostgresPrograms programs, String password, Ownership ownership, Map<String, String> settings)
            throws IOException {
        try {
            Optional<Postmaster> orphan = Postmaster.running(programs.data());
            if (orphan.isPresent()) {
                Postmaster ready = awaitReady(programs.data());
                log.info("Took over the PostgreSQL on port {} whose owner is gone.", ready.port());
                return new EmbeddedPostgres(programs, ready, password, ownership);
            }
            programs.initialise(password);
            discardPidOfStranger(programs.data());
            return new EmbeddedPostgres(programs, launch(programs, settings), password, ownership);
        } catch (IOException | RuntimeException e) {
            ownership.release();
            throw e;
        }
    }

    /** After a restart of the machine the number in the file may belong to any process; PostgreSQL would wait for it forever. */
    private static void discardPidOfStranger(Path data) throws IOException {
        Optional<Postmaster> written = Postmaster.written(data);
        if (written.isPresent()
                && ProcessHandle.of(written.get().pid()).isPresent()
                && !written.get().alive()) {
            log.info(
                    "Removed postmaster.pid of a server that is gone; process {} is something else.",
                    written.get().pid());
            Files.delete(data.resolve("postmaster.pid"));
        }
    }

    private static Postmaster launch(PostgresPrograms programs, Map<String, String> settings) throws IOException {
        IOException last = new IOException("no attempt was made");
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            try {
                programs.start(freePort(), settings);
                return awaitReady(programs.data());
            } catch (PostgresPrograms.PortTaken taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static Postmaster awaitReady(Path data) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Postmaster> ready = Postmaster.running(data).filter(Postmaster::ready);
            if (ready.isPresent()) {
                return ready.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new IOException("No answer from PostgreSQL within " + PATIENCE.toSeconds() + " s; its log is "
                + data.resolveSibling("server.log") + ".");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String advice(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left")) {
            return " Free some space on that disk, or set TINO_HOME to a folder on another one.";
        }
        if (e instanceof java.nio.file.AccessDeniedException || text.contains("ermission denied")) {
            return " Give this user the right to write there, or set TINO_HOME to a folder it owns.";
        }
        return "";
    }

    public int port() {
        return postmaster.port();
    }

    /** Whether this process started the server (or took it over) and will stop it. */
    public boolean owned() {
        return ownership != null;
    }

    /** Process number of the server. */
    public long pid() {
        return postmaster.pid();
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
        if (closed || ownership == null) {
            closed = true;
            return;
        }
        closed = true;
        try {
            programs.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL (process " + pid() + ") did not stop: " + e.getMessage(), e);
        } finally {
            ownership.release();
        }
    }

    /** The lock that the owner of the server holds as long as it lives; the operating system takes it back when it dies. */
    private record Ownership(FileChannel channel, FileLock lock) {
        static Optional<Ownership> take(Path file) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new Ownership(channel, lock));
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                // The same as being held by another one.
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        }

        void release() {
            try {
                lock.release();
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
