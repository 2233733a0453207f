package tino.lifecycle.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.file.Durable;
import tino.lifecycle.pipeline.Period;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of snapshots; Parquet, written and read with DuckDB. A snapshot is the file {@code <name>/<hash>.parquet} and
 * a row in the table {@code dataset}. It never changes: the same rows are the same file. Where people must be forgotten, one
 * takes the place of another ({@link #redact}).
 */
public final class Lake {
    private static final TypeReference<LinkedHashMap<String, String>> STRINGS = new TypeReference<>() {};

    private static final TypeReference<List<ColumnProfile>> PROFILES = new TypeReference<>() {};
    private static final String MAKING = ".making";

    /** In the lineage of a snapshot that is gone: the hash of the one without the people who were erased. */
    public static final String SUCCESSOR = "successor";

    private final JsonMapper json = JsonMapper.shared();
    private final Path folder;
    private final Database database;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Lake(Path folder, Database database, InstantSource clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.database = database;
        this.clock = clock;
    }

    /**
     * Begins a snapshot. Rows go to disk as they come.
     *
     * @param name of the dataset: letters, digits, {@code - _ .}
     * @param columns names and DuckDB types in order, e.g. {@code decision UUID, label FLOAT, features FLOAT[20]}
     */
    public DatasetWriter writer(String name, SequencedMap<String, String> columns) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "Expected the name of a dataset made of letters, digits, '-', '_' and '.', got '" + name + "'");
        }
        return new DatasetWriter(this, name, columns);
    }

    /** @throws UncheckedIOException if the file is missing or damaged, with its name and both sums */
    public Columns read(Dataset dataset) {
        verify(dataset);
        return new Columns(dataset);
    }

    /**
     * Hands on every row of snapshots of the same columns, one after the other in the order in which they were written,
     * holding a few of them at a time.
     *
     * @throws UncheckedIOException as {@link #read}
     */
    public void scan(List<Dataset> datasets, List<String> columns, Consumer<Row> reader) {
        datasets.forEach(Lake::verify);
        if (!datasets.isEmpty()) {
            Row.scan(datasets, columns, reader);
        }
    }

    private static void verify(Dataset dataset) {
        String successor = dataset.lineage().get(SUCCESSOR);
        if (successor != null) {
            throw new UncheckedIOException(new IOException("Dataset " + dataset.name() + " " + dataset.hash()
                    + " had rows of people who were erased, and is gone. What took its place is " + successor + "."));
        }
        try {
            Checksum.verify(dataset.file(), dataset.hash());
        } catch (IOException e) {
            throw new UncheckedIOException("Dataset " + dataset.name() + " cannot be read. " + e.getMessage(), e);
        }
    }

    /** Removes a snapshot that nothing refers to any more. */
    public void discard(Dataset dataset) {
        database.sql()
                .sql("DELETE FROM dataset WHERE name = ? AND hash = ?")
                .params(dataset.name(), dataset.hash())
                .update();
        try {
            Files.deleteIfExists(dataset.file());
        } catch (IOException e) {
            throw new UncheckedIOException("Dataset " + dataset.name() + " cannot be removed: " + dataset.file(), e);
        }
    }

    /** All snapshots of that name, the newest first. */
    public List<Dataset> datasets(String name) {
        return database.sql()
                .sql("SELECT * FROM dataset WHERE name = ? ORDER BY created_at DESC, hash")
                .param(name)
                .query(mapper())
                .list();
    }

    /** The snapshot of this content, whatever its name. */
    public Optional<Dataset> dataset(String hash) {
        return database.sql()
                .sql("SELECT * FROM dataset WHERE hash = ? ORDER BY created_at, name LIMIT 1")
                .param(hash)
                .query(mapper())
                .optional();
    }

    public Optional<Dataset> dataset(String name, String hash) {
        return database.sql()
                .sql("SELECT * FROM dataset WHERE name = ? AND hash = ?")
                .params(name, hash)
                .query(mapper())
                .optional();
    }

    /** All snapshots there are, by name, the newest of each first. */
    public List<Dataset> datasets() {
        return database.sql()
                .sql("SELECT * FROM dataset ORDER BY name, created_at DESC, hash")
                .query(mapper())
                .list();
    }

    /** All snapshots whose files are kept, the oldest first. */
    public List<Dataset> kept() {
        return database.sql()
                .sql("SELECT * FROM dataset WHERE lineage->>? IS NULL ORDER BY created_at, name, hash")
                .param(SUCCESSOR)
                .query(mapper())
                .list();
    }

    /**
     * The snapshots that somebody may mean.
     *
     * @param reference the beginning of a hash, with {@code name/} before it if it is to be of that name
     * @throws IllegalArgumentException if it is no such thing
     */
    public List<Dataset> find(String reference) {
        int slash = reference.lastIndexOf('/');
        String hash = reference.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{4,64}") || slash == 0) {
            throw new IllegalArgumentException(
                    "Expected a dataset by the first digits of its hash, at least four of 0-9 and a-f, or by NAME/HASH, got '"
                            + reference + "'. See `tino dataset list`.");
        }
        return database.sql()
                .sql("SELECT * FROM dataset WHERE starts_with(hash, :hash) AND (:name = '' OR name = :name)"
                        + " ORDER BY name, created_at DESC, hash")
                .param("hash", hash)
                .param("name", slash < 0 ? "" : reference.substring(0, slash))
                .query(mapper())
                .list();
    }

    /**
     * What is in each column of a snapshot; of a column of arrays, in each of their places. What was found is kept, as a snapshot never
     * changes.
     *
     * @throws UncheckedIOException as {@link #read}
     */
    public List<ColumnProfile> profile(Dataset dataset) {
        String kept = database.sql()
                .sql("SELECT profile FROM dataset WHERE name = ? AND hash = ? AND profile IS NOT NULL")
                .params(dataset.name(), dataset.hash())
                .query(String.class)
                .optional()
                .orElse(null);
        if (kept != null) {
            return json.readValue(kept, PROFILES);
        }
        verify(dataset);
        try (Profiler profiler = new Profiler()) {
            List<ColumnProfile> profile = profiler.profile(dataset);
            // Not of one that was erased meanwhile: frequent values may be of those who were in it.
            database.sql()
                    .sql("UPDATE dataset SET profile = ?::json WHERE name = ? AND hash = ? AND lineage->>? IS NULL")
                    .params(json.writeValueAsString(profile), dataset.name(), dataset.hash(), SUCCESSOR)
                    .update();
            return profile;
        }
    }

    /**
     * Two snapshots, column by column.
     *
     * @throws UncheckedIOException as {@link #read}
     */
    public DatasetComparison compare(Dataset left, Dataset right) {
        verify(left);
        verify(right);
        try (Profiler profiler = new Profiler()) {
            return profiler.compare(left, right);
        }
    }

    /**
     * Writes a snapshot as a file of its own. As Parquet it is byte for byte the same.
     *
     * @throws UncheckedIOException as {@link #read}, or if the file cannot be written
     */
    public void export(Dataset dataset, ExportFormat format, Path target) {
        verify(dataset);
        format.write(dataset, target);
    }

    /**
     * Waits until nobody writes a snapshot, and lets nobody begin one before the current transaction is over.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void holdWriters() {
        WritersLock.takeAlone(database);
    }

    /** How many rows the redaction would remove or change. */
    public long count(Dataset dataset, Redaction redaction) {
        verify(dataset);
        try (DuckDBConnection connection = DuckDb.open(null)) {
            redaction.prepare(connection);
            Redaction.Extent extent = redaction.extent(dataset, connection);
            return extent.removed() + extent.detached();
        } catch (SQLException e) {
            throw DuckDb.failure("Cannot search " + dataset.file(), e);
        }
    }

    /**
     * Writes a snapshot again without what must not be in it any more, and records it as the successor. The old one keeps
     * its row, whose lineage says what became of it; its file stays until {@link #deleteErased}, which the caller calls once
     * the current transaction has committed. The same redaction of the same snapshot gives the same successor.
     *
     * @return empty if nothing of it is in the snapshot
     */
    public Optional<Redacted> redact(Dataset dataset, Redaction redaction) {
        verify(dataset);
        try {
            Path workshop = workshop();
            try (DuckDBConnection connection = DuckDb.open(null)) {
                redaction.prepare(connection);
                Redaction.Extent extent = redaction.extent(dataset, connection);
                if (extent.removed() + extent.detached() == 0) {
                    return Optional.empty();
                }
                Path parquet = workshop.resolve("rows.parquet");
                DatasetWriter.copy(connection, "(" + redaction.rest(dataset) + ")", parquet);
                String hash = Checksum.of(parquet);
                Durable.publish(parquet, folder.resolve(dataset.name()).resolve(hash + ".parquet"));
                return Optional.of(succeed(dataset, hash, extent));
            } finally {
                Durable.delete(workshop);
            }
        } catch (IOException | SQLException e) {
            throw DuckDb.failure("Dataset " + dataset.name() + " cannot be written again from " + dataset.file(), e);
        }
    }

    private Redacted succeed(Dataset dataset, String hash, Redaction.Extent extent) {
        Map<String, String> lineage = new LinkedHashMap<>(dataset.lineage());
        lineage.put("predecessor", dataset.hash());
        lineage.put("rows.removed", Long.toString(extent.removed()));
        lineage.put("rows.detached", Long.toString(extent.detached()));
        database.sql()
                .sql("INSERT INTO dataset (name, hash, file, schema, period_from, period_to, rows, lineage, created_at)"
                        + " SELECT name, ?, ?, schema, period_from, period_to, rows - ?, ?::json, created_at FROM dataset"
                        + " WHERE name = ? AND hash = ? ON CONFLICT DO NOTHING")
                .params(
                        hash,
                        dataset.name() + "/" + hash + ".parquet",
                        extent.removed(),
                        json.writeValueAsString(lineage),
                        dataset.name(),
                        dataset.hash())
                .update();
        Map<String, String> end = new LinkedHashMap<>(dataset.lineage());
        end.put("erased_at", clock.instant().toString());
        end.put(SUCCESSOR, hash);
        database.sql()
                .sql("UPDATE dataset SET lineage = ?::json, profile = NULL WHERE name = ? AND hash = ?")
                .params(json.writeValueAsString(end), dataset.name(), dataset.hash())
                .update();
        return new Redacted(dataset(dataset.name(), hash).orElseThrow(), extent.removed(), extent.detached());
    }

    /**
     * Deletes the files of snapshots that have a successor, and what was left in the making by processes that died. Only
     * while {@link #holdWriters} holds.
     *
     * @return files that were there
     */
    public long deleteErased() {
        List<String> erased = database.sql()
                .sql("SELECT file FROM dataset WHERE lineage->>? IS NOT NULL")
                .param(SUCCESSOR)
                .query((row, number) -> row.getString("file"))
                .list();
        try {
            long deleted = 0;
            for (String file : erased) {
                deleted += Files.deleteIfExists(folder.resolve(file)) ? 1 : 0;
            }
            Path making = folder.resolve(MAKING);
            if (Files.exists(making)) {
                deleted += Durable.files(making).size();
                Durable.delete(making);
            }
            return deleted;
        } catch (IOException e) {
            throw new UncheckedIOException("Snapshots that were erased cannot be deleted from " + folder, e);
        }
    }

    Path folder() {
        return folder;
    }

    Database database() {
        return database;
    }

    /** A folder of its own for one snapshot in the making. */
    Path workshop() throws IOException {
        Path making = folder.resolve(MAKING);
        Files.createDirectories(making);
        return Files.createTempDirectory(making, "snapshot-");
    }

    Dataset record(
            String name,
            String hash,
            SequencedMap<String, String> schema,
            Period period,
            long rows,
            Map<String, String> lineage) {
        database.sql()
                .sql("INSERT INTO dataset (name, hash, file, schema, period_from, period_to, rows, lineage, created_at)"
                        + " VALUES (?, ?, ?, ?::json, ?, ?, ?, ?::json, ?) ON CONFLICT DO NOTHING")
                .params(
                        name,
                        hash,
                        name + "/" + hash + ".parquet",
                        json.writeValueAsString(schema),
                        Timestamp.from(period.from()),
                        Timestamp.from(period.to()),
                        rows,
                        json.writeValueAsString(lineage),
                        Timestamp.from(clock.instant()))
                .update();
        return dataset(name, hash).orElseThrow();
    }

    private RowMapper<Dataset> mapper() {
        return (row, number) -> new Dataset(
                row.getString("name"),
                row.getString("hash"),
                folder.resolve(row.getString("file")),
                json.readValue(row.getString("schema"), STRINGS),
                new Period(instant(row.getTimestamp("period_from")), instant(row.getTimestamp("period_to"))),
                row.getLong("rows"),
                json.readValue(row.getString("lineage"), STRINGS),
                instant(row.getTimestamp("created_at")));
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp.toInstant();
    }
}
