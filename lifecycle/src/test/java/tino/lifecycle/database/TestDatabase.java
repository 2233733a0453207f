package tino.lifecycle.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tino.lifecycle.file.Durable;

/**
 * Databases for the tests of all modules: one embedded server a JVM, started on first use and removed with it, and in it
 * one fresh database for each test class that asks.
 */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    /** An empty database with the tables of these modules. Close it after the test class. */
    public static Database fresh(String... modules) {
        String name = "test_" + NUMBER.incrementAndGet();
        Database database = Database.open(Server.INSTANCE, name.toLowerCase(Locale.ROOT));
        for (String module : modules) {
            database.migrate(module);
        }
        return database;
    }

    /** The server under all test databases. Not to be stopped: other tests use it. */
    public static EmbeddedPostgres server() {
        return Server.INSTANCE;
    }

    /** A server of a test's own, to be killed and broken; it waits for the disk as in life. */
    public static EmbeddedPostgres server(Path home) {
        return EmbeddedPostgres.start(home, programs(), Map.of());
    }

    /** Unpacked once a module, in its target folder. */
    private static Path programs() {
        return Path.of(System.getProperty("java.io.tmpdir"), "postgres");
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                Path home = Files.createTempDirectory("tino-test");
                // These data are thrown away: no test here pulls the plug of the machine, so nothing waits for the
                // disk.
                EmbeddedPostgres server = EmbeddedPostgres.start(home, programs(), Map.of("fsync", "off"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    remove(home);
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Thousands of files; where there is an rm, nobody waits for it. */
        private static void remove(Path home) {
            try {
                new ProcessBuilder("rm", "-rf", home.toString()).start();
            } catch (IOException noSuchProgram) {
                try {
                    Durable.delete(home);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
