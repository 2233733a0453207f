package tino.lifecycle.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.file.Durable;
import tino.lifecycle.pipeline.Period;

/**
 * Writes one snapshot row by row: for each row the values of all columns in their order, then {@link #endRow}. Closing
 * without {@link #finish} leaves nothing behind. For one thread.
 */
public final class DatasetWriter implements AutoCloseable {
    private final Lake lake;
    private final String name;
    private final SequencedMap<String, String> columns;
    private final WritersLock lock;
    private final Path workshop;
    private final DuckDBConnection connection;
    private final DuckDBAppender appender;
    private long rows;
    private boolean inRow;

    DatasetWriter(Lake lake, String name, SequencedMap<String, String> columns) {
        this.lake = lake;
        this.name = name;
        this.columns = new LinkedHashMap<>(columns);
        this.lock = WritersLock.share(lake.database());
        try {
            this.workshop = lake.workshop();
            this.connection = DuckDb.open(workshop.resolve("rows.duckdb"));
            DuckDb.execute(
                    connection,
                    columns.entrySet().stream()
                            .map(column -> DuckDb.identifier(column.getKey()) + " " + column.getValue())
                            .collect(Collectors.joining(", ", "CREATE TABLE rows (", ")")));
            this.appender = connection.createAppender("rows");
        } catch (IOException | SQLException e) {
            lock.close();
            throw DuckDb.failure("The snapshot of " + name + " in " + lake.folder() + " cannot be begun", e);
        }
    }

    /** For {@code BOOLEAN}. */
    public DatasetWriter add(boolean value) {
        return append(row -> row.append(value));
    }

    /** For {@code INTEGER}. */
    public DatasetWriter add(int value) {
        return append(row -> row.append(value));
    }

    /** For {@code BIGINT}. */
    public DatasetWriter add(long value) {
        return append(row -> row.append(value));
    }

    /** For {@code FLOAT}; NaN where there is no value. */
    public DatasetWriter add(float value) {
        return append(row -> row.append(value));
    }

    /** For {@code DOUBLE}; NaN where there is no value. */
    public DatasetWriter add(double value) {
        return append(row -> row.append(value));
    }

    /** For {@code VARCHAR}. */
    public DatasetWriter add(@Nullable String value) {
        return append(row -> value == null ? row.appendNull() : row.append(value));
    }

    /** For {@code UUID}. */
    public DatasetWriter add(UUID value) {
        return append(row -> row.append(value));
    }

    /** For {@code TIMESTAMP}, kept in UTC with microseconds. */
    public DatasetWriter add(Instant value) {
        return append(row -> row.appendEpochMicros(
                Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1_000)));
    }

    /** For {@code BLOB}. */
    public DatasetWriter add(byte[] value) {
        return append(row -> row.append(value));
    }

    /** For {@code FLOAT[n]}, with exactly that many values. */
    public DatasetWriter add(float[] values) {
        return append(row -> row.append(values));
    }

    /** Ends the row. */
    public void endRow() {
        append(DuckDBAppender::endRow);
        inRow = false;
        rows++;
    }

    public long rows() {
        return rows;
    }

    private interface Append {
        Object to(DuckDBAppender row) throws SQLException;
    }

    private DatasetWriter append(Append value) {
        try {
            if (!inRow) {
                appender.beginRow();
                inRow = true;
            }
            value.to(appender);
            return this;
        } catch (SQLException e) {
            throw DuckDb.failure(
                    "Row " + (rows + 1) + " of the snapshot of " + name + " does not fit its columns " + columns, e);
        }
    }

    /**
     * Puts the snapshot into the lake and into the table {@code dataset}. If there is one with the same rows already, it is
     * that one.
     *
     * @param lineage what it was made of: event types and counts, parameters of the extraction
     */
    public Dataset finish(Period period, Map<String, String> lineage) {
        Path parquet = workshop.resolve("rows.parquet");
        try {
            appender.close();
            copy(connection, "rows", parquet);
            String hash = Checksum.of(parquet);
            Durable.publish(parquet, lake.folder().resolve(name).resolve(hash + ".parquet"));
            return lake.record(name, hash, columns, period, rows, lineage);
        } catch (IOException | SQLException e) {
            throw DuckDb.failure("The snapshot of " + name + " in " + lake.folder() + " cannot be written", e);
        }
    }

    /** Writes rows in their order, so that it is on the disk. @param rows a table or a query in parentheses */
    static void copy(DuckDBConnection connection, String rows, Path parquet) throws SQLException, IOException {
        DuckDb.execute(
                connection,
                "COPY " + rows + " TO " + DuckDb.literal(parquet)
                        + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)");
        Durable.sync(parquet);
    }

    @Override
    public void close() {
        try (lock) {
            appender.close();
            connection.close();
            Durable.delete(workshop);
        } catch (IOException | SQLException e) {
            throw DuckDb.failure("The workshop " + workshop + " cannot be cleared", e);
        }
    }
}
