package tino.lifecycle.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The columns of a snapshot, each read when asked for, in the order in which the rows were written. */
public final class Columns implements AutoCloseable {
    private final Dataset dataset;
    private final DuckDBConnection connection;

    Columns(Dataset dataset) {
        this.dataset = dataset;
        try {
            this.connection = DuckDb.open(null);
        } catch (SQLException e) {
            throw DuckDb.failure("DuckDB did not start", e);
        }
    }

    /** Number of rows, and the length of every array that the other methods return. */
    public int rows() {
        return Math.toIntExact(dataset.rows());
    }

    public int[] ints(String column) {
        int[] values = new int[rows()];
        read(column, (row, i) -> values[i] = row.getInt(1));
        return values;
    }

    public long[] longs(String column) {
        long[] values = new long[rows()];
        read(column, (row, i) -> values[i] = row.getLong(1));
        return values;
    }

    public float[] floats(String column) {
        float[] values = new float[rows()];
        read(column, (row, i) -> values[i] = row.getFloat(1));
        return values;
    }

    public double[] doubles(String column) {
        double[] values = new double[rows()];
        read(column, (row, i) -> values[i] = row.getDouble(1));
        return values;
    }

    public boolean[] booleans(String column) {
        boolean[] values = new boolean[rows()];
        read(column, (row, i) -> values[i] = row.getBoolean(1));
        return values;
    }

    public @Nullable String[] strings(String column) {
        @Nullable String[] values = new @Nullable String[rows()];
        read(column, (row, i) -> values[i] = row.getString(1));
        return values;
    }

    public UUID[] uuids(String column) {
        UUID[] values = new UUID[rows()];
        read(column, (row, i) -> values[i] = row.getObject(1, UUID.class));
        return values;
    }

    public Instant[] instants(String column) {
        Instant[] values = new Instant[rows()];
        read(
                column,
                (row, i) -> values[i] = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC));
        return values;
    }

    /** A column {@code FLOAT[n]}, the rows one after the other: value {@code j} of row {@code i} is at {@code i * n + j}. */
    public float[] matrix(String column, int n) {
        float[] values = new float[Math.multiplyExact(rows(), n)];
        read("unnest(" + checked(column) + ")", values.length, (row, i) -> values[i] = row.getFloat(1));
        return values;
    }

    private interface Reader {
        void read(ResultSet row, int index) throws SQLException;
    }

    private void read(String column, Reader reader) {
        read(checked(column), rows(), reader);
    }

    private String checked(String column) {
        if (!dataset.schema().containsKey(column)) {
            throw new IllegalArgumentException(
                    "Dataset " + dataset.name() + " has no column '" + column + "', it has " + dataset.schema());
        }
        return DuckDb.identifier(column);
    }

    private void read(String expression, int expected, Reader reader) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT " + expression + " FROM read_parquet(" + DuckDb.literal(dataset.file()) + ")")) {
            int i = 0;
            while (result.next()) {
                if (i == expected) {
                    throw new SQLException("expected " + expected + " values, there are more");
                }
                reader.read(result, i++);
            }
            if (i < expected) {
                throw new SQLException("expected " + expected + " values, found " + i);
            }
        } catch (SQLException e) {
            throw DuckDb.failure("Cannot read " + expression + " of " + dataset.file(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DuckDb.failure("DuckDB did not close", e);
        }
    }
}
