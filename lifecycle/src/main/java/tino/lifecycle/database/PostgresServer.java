package tino.lifecycle.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of one data folder, run by its owner: found or started, always at the same port as long as that is free. */
final class PostgresServer {
    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;

    private final PostgresPrograms programs;
    private final Map<String, String> settings;

    PostgresServer(PostgresPrograms programs, Map<String, String> settings) {
        this.programs = programs;
        this.settings = settings;
    }

    /** The running server if there is one (its owner died), else a new one. */
    Postmaster findOrStart(String password) throws IOException {
        if (Postmaster.running(programs.data()).isPresent()) {
            Postmaster orphan = awaitReady();
            log.info("Took over the PostgreSQL on port {} whose owner is gone.", orphan.port());
            return orphan;
        }
        programs.initialise(password, !"off".equals(settings.get("fsync")));
        return start();
    }

    Postmaster start() throws IOException {
        discardPidOfStranger();
        Optional<Integer> last = lastPort();
        PostgresPrograms.PortTaken taken = null;
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = attempt == 0 && last.isPresent() ? last.get() : freePort();
            try {
                programs.start(port, settings);
                Files.writeString(portFile(), port + "\n");
                return awaitReady();
            } catch (PostgresPrograms.PortTaken e) {
                taken = e;
            }
        }
        throw new IOException("No free port was found in " + PORT_ATTEMPTS + " attempts.", taken);
    }

    boolean runs() throws IOException {
        return Postmaster.running(programs.data()).isPresent();
    }

    void stop() throws IOException {
        if (runs()) {
            programs.stop();
        }
    }

    /** After a restart of the machine the number in the file may be any process's; PostgreSQL would refuse to start beside it. */
    private void discardPidOfStranger() throws IOException {
        Optional<Postmaster> written = Postmaster.written(programs.data());
        if (written.isPresent()
                && ProcessHandle.of(written.get().pid()).isPresent()
                && !written.get().alive()) {
            log.info(
                    "Removed postmaster.pid of a server that is gone; process {} is something else.",
                    written.get().pid());
            Files.delete(programs.data().resolve("postmaster.pid"));
        }
    }

    private Postmaster awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Postmaster> ready = Postmaster.running(programs.data()).filter(Postmaster::ready);
            if (ready.isPresent()) {
                return ready.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new IOException(
                "No answer from PostgreSQL within " + PATIENCE.toSeconds() + " s; its log is " + programs.log() + ".");
    }

    private Path portFile() {
        return programs.data().resolveSibling("port");
    }

    private Optional<Integer> lastPort() throws IOException {
        try {
            return Optional.of(Integer.valueOf(Files.readString(portFile()).trim()));
        } catch (NoSuchFileException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
