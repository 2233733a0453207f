package tino.lifecycle.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** One at a time over all servers: a lock of PostgreSQL that ends with its connection, so also with its process. */
public final class NamedLock implements AutoCloseable {
    private static final String KEY = "hashtextextended(?, 0)";

    private final Connection connection;
    private final String name;

    private NamedLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Empty if somebody else holds it. */
    public static Optional<NamedLock> take(Database database, String name) {
        try {
            Connection connection = database.dataSource().getConnection();
            NamedLock lock = new NamedLock(connection, name);
            if (lock.ask("SELECT pg_try_advisory_lock(" + KEY + ")")) {
                return Optional.of(lock);
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The lock " + name + " cannot be taken: " + e.getMessage(), e);
        }
    }

    /** Whether the connection, and the lock with it, is still there. */
    public boolean held() {
        try {
            return ask("SELECT true WHERE ? IS NOT NULL");
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean ask(String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            ask("SELECT pg_advisory_unlock(" + KEY + ")");
        } catch (SQLException gone) {
            // Then the lock is gone too.
        }
    }
}
