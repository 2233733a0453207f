package tino.lifecycle.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** One row of a snapshot that is being scanned; columns are counted from 0, in the order they were asked for. */
public final class Row {
    private final ResultSet result;

    private Row(ResultSet result) {
        this.result = result;
    }

    static void scan(List<Dataset> datasets, List<String> columns, Consumer<Row> reader) {
        String chosen = columns.stream().map(DuckDb::identifier).collect(Collectors.joining(", "));
        String files = datasets.stream()
                .map(dataset -> DuckDb.literal(dataset.file()))
                .collect(Collectors.joining(", ", "[", "]"));
        try (DuckDBConnection connection = DuckDb.open(null);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + chosen + " FROM read_parquet(" + files + ")")) {
            Row row = new Row(result);
            while (result.next()) {
                reader.accept(row);
            }
        } catch (SQLException e) {
            throw DuckDb.failure("Cannot read " + columns + " of " + files, e);
        }
    }

    private interface Reader<T> {
        T read(int column) throws SQLException;
    }

    private static <T> T get(int column, Reader<T> reader) {
        try {
            return reader.read(column + 1);
        } catch (SQLException e) {
            throw DuckDb.failure("Column " + column + " is not of the type it was asked for", e);
        }
    }

    public UUID uuid(int column) {
        return get(column, i -> result.getObject(i, UUID.class));
    }

    public String text(int column) {
        return get(column, result::getString);
    }

    public byte[] bytes(int column) {
        return get(column, result::getBytes);
    }
}
