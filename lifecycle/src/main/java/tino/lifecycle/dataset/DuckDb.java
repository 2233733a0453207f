package tino.lifecycle.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Connections to DuckDB, kept small and silent. */
final class DuckDb {
    private DuckDb() {}

    /** @param file of the database, {@code null} for one in memory */
    static DuckDBConnection open(@Nullable Path file) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "1GB");
        // One thread writes the rows in their order, so that the same rows give the same file.
        settings.setProperty("threads", "1");
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:" + (file == null ? "" : file), settings)
                .unwrap(DuckDBConnection.class);
    }

    static void execute(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(Object text) {
        return "'" + text.toString().replace("'", "''") + "'";
    }

    static UncheckedIOException failure(String what, Exception cause) {
        String text = String.valueOf(cause.getMessage());
        String advice = text.contains("No space left") || text.contains("Could not write")
                ? " Free some space on that disk, or set TINO_HOME to a folder on another one."
                : "";
        return new UncheckedIOException(
                what + ": " + text + advice, cause instanceof IOException io ? io : new IOException(cause));
    }
}
