package tino.lifecycle.pipeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.DatabaseUnavailable;

/** One run of a model at a time, over all servers: a lock of PostgreSQL that ends with its connection, so also with its process. */
final class ModelLock implements AutoCloseable {
    private static final String NAME = "hashtextextended('tino.run.' || ?, 0)";

    private final Connection connection;
    private final String model;

    private ModelLock(Connection connection, String model) {
        this.connection = connection;
        this.model = model;
    }

    /** Empty if somebody else holds it. */
    static Optional<ModelLock> take(Database database, String model) {
        try {
            Connection connection = database.dataSource().getConnection();
            ModelLock lock = new ModelLock(connection, model);
            if (lock.ask("SELECT pg_try_advisory_lock(" + NAME + ")")) {
                return Optional.of(lock);
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The lock of " + model + " cannot be taken: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException if the connection, and the lock with it, is gone */
    void requireHeld() {
        try {
            ask("SELECT true WHERE ? IS NOT NULL");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database was away while " + model
                            + " was trained, so that another server may train it too; nothing was registered. Run it again.",
                    e);
        }
    }

    private boolean ask(String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, model);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            ask("SELECT pg_advisory_unlock(" + NAME + ")");
        } catch (SQLException gone) {
            // Then the lock is gone too.
        }
    }
}
