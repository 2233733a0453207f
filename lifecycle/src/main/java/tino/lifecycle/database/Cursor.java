package tino.lifecycle.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Many rows one after the other, a few in memory, on a connection of their own: whoever gets them may write meanwhile. */
public final class Cursor {
    private static final int ROWS_PER_FETCH = 500;

    private Cursor() {}

    /** @param parameters of the question marks in the statement */
    public static void read(Database database, String select, RowCallbackHandler row, Object... parameters) {
        try (Connection connection = database.dataSource().getConnection()) {
            // The driver fetches step by step in transactions only.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setFetchSize(ROWS_PER_FETCH);
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        row.processRow(rows);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Objects.requireNonNull(new SQLStateSQLExceptionTranslator().translate("cursor", select, e));
        }
    }
}
