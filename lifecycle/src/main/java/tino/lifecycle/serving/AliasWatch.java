package tino.lifecycle.serving;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.registry.Registry;

/**
 * Hears of moved aliases by PostgreSQL's LISTEN, and looks by itself twice a second, because a notification is lost while
 * the connection is.
 */
final class AliasWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AliasWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Database database;
    private final Runnable look;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    AliasWatch(Database database, Runnable look) {
        this.database = database;
        this.look = look;
        this.thread = Thread.ofPlatform().daemon().name("tino-alias-watch").start(this::watch);
    }

    private void watch() {
        boolean reported = false;
        while (closed.getCount() > 0) {
            try (Connection connection = database.dataSource().getConnection()) {
                listen(connection);
                reported = false;
                hear(connection);
                unlisten(connection);
            } catch (SQLException | RuntimeException e) {
                if (!reported && closed.getCount() > 0) {
                    log.warn(
                            "Cannot follow changes of champions, the loaded versions go on answering: {}",
                            e.getMessage());
                    reported = true;
                }
                pause();
            }
        }
    }

    private static void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + Registry.CHANNEL);
        }
    }

    /** The connection goes back to the pool; what comes on it then is nobody's. */
    private static void unlisten(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UNLISTEN *");
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (closed.getCount() > 0) {
            look.run();
            notifications.getNotifications((int) LOOK_EVERY.toMillis());
        }
    }

    private void pause() {
        try {
            boolean ignored = closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
