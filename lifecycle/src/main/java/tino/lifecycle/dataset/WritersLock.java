package tino.lifecycle.dataset;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.DatabaseUnavailable;

/**
 * Shared by those who write snapshots, over all servers; taken alone by whoever must know that none is in the making. Ends
 * with its connection, so also with its process.
 */
final class WritersLock implements AutoCloseable {
    private static final long LOCK = 0x7469_6e6f_0080L;

    private final Connection connection;

    private WritersLock(Connection connection) {
        this.connection = connection;
    }

    static WritersLock share(Database database) {
        try {
            WritersLock lock = new WritersLock(database.dataSource().getConnection());
            try {
                lock.say("SELECT pg_advisory_lock_shared(" + LOCK + ")");
                return lock;
            } catch (SQLException e) {
                lock.connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The lock of the lake cannot be taken: " + e.getMessage(), e);
        }
    }

    /** Until the end of the current transaction. */
    static void takeAlone(Database database) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "Expected a transaction around the lock of the lake: it would end at once. Use Database.transactions().");
        }
        database.sql()
                .sql("SELECT pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, number) -> true)
                .single();
    }

    private void say(String statement) throws SQLException {
        try (Statement said = connection.createStatement()) {
            said.execute(statement);
        }
    }

    @Override
    public void close() {
        try (connection) {
            say("SELECT pg_advisory_unlock_shared(" + LOCK + ")");
        } catch (SQLException gone) {
            // Then the lock is gone too.
        }
    }
}
