package tino.lifecycle.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * Many rows into one table by PostgreSQL's {@code COPY … FROM STDIN} in its text format, as part of the current transaction.
 * Without {@link #finish} nothing is stored, and the transaction cannot go on.
 */
public final class BulkCopy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final DataSource pool;
    private final Connection connection;
    private final String statement;
    private final CopyIn copy;
    private byte[] buffer = new byte[2 * BUFFER];
    private int length;
    private boolean first = true;

    private BulkCopy(DataSource pool, Connection connection, String statement) throws SQLException {
        this.pool = pool;
        this.connection = connection;
        this.statement = statement;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    }

    /** @param table with its columns, as SQL: {@code person (id, name)} */
    public static BulkCopy into(Database database, String table) {
        String statement = "COPY " + table + " FROM STDIN";
        DataSource pool = database.dataSource();
        Connection connection = DataSourceUtils.getConnection(pool);
        try {
            return new BulkCopy(pool, connection, statement);
        } catch (SQLException e) {
            DataSourceUtils.releaseConnection(connection, pool);
            throw translated(statement, e);
        }
    }

    /** The next column of the row: its text as PostgreSQL reads it for the column's type; {@code null} is NULL. */
    public BulkCopy value(@Nullable Object value) {
        if (!first) {
            put((byte) '\t');
        }
        first = false;
        if (value == null) {
            put((byte) '\\');
            put((byte) 'N');
        } else {
            for (byte one : value.toString().getBytes(StandardCharsets.UTF_8)) {
                switch (one) {
                    case '\\', '\t', '\n', '\r' -> {
                        put((byte) '\\');
                        put(escaped(one));
                    }
                    default -> put(one);
                }
            }
        }
        return this;
    }

    private static byte escaped(byte one) {
        return switch (one) {
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> one;
        };
    }

    private void put(byte one) {
        if (length == buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, 2 * length);
        }
        buffer[length++] = one;
    }

    /** Ends the row. */
    public void endRow() {
        put((byte) '\n');
        first = true;
        if (length >= BUFFER) {
            flush();
        }
    }

    private void flush() {
        try {
            copy.writeToCopy(buffer, 0, length);
            length = 0;
        } catch (SQLException e) {
            throw translated(statement, e);
        }
    }

    /** Stores the rows. @return how many */
    public long finish() {
        flush();
        try {
            return copy.endCopy();
        } catch (SQLException e) {
            throw translated(statement, e);
        }
    }

    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException gone) {
            // Whatever broke the connection is told by whoever used it.
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }

    private static DataAccessException translated(String statement, SQLException e) {
        return Objects.requireNonNull(new SQLStateSQLExceptionTranslator().translate("COPY", statement, e));
    }
}
