package tino.lifecycle.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.pipeline.Period;

/** The table of runs and those of what is logged to them: parameters, metrics, tags, inputs. */
public final class Runs {
    private static final String ID = "replace(r.id::text, '-', '')";
    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry("run_id", ID),
            Map.entry("run_name", "r.name"),
            Map.entry("status", "upper(r.status)"),
            Map.entry("outcome", "upper(coalesce(r.outcome, r.status))"),
            Map.entry("user_id", "r.user_name"),
            Map.entry("start_time", "(extract(epoch FROM r.started_at) * 1000)"),
            Map.entry("end_time", "(extract(epoch FROM r.ended_at) * 1000)"),
            Map.entry(
                    "artifact_uri",
                    "(SELECT coalesce(e.artifact_location, 'mlflow-artifacts:/' || e.id) || '/' || " + ID
                            + " || '/artifacts' FROM run_group e WHERE e.id = r.experiment)"));

    private static final Map<Condition.Subject, String> BELONGINGS = new EnumMap<>(Map.of(
            Condition.Subject.PARAMETER, "run_parameter b WHERE b.run = r.id",
            Condition.Subject.METRIC, "run_latest_metric b WHERE b.run = r.id",
            Condition.Subject.TAG, "run_tag b WHERE b.run = r.id",
            Condition.Subject.DATASET, "run_input b WHERE b.run = r.id"));

    private final Database database;
    private final InstantSource clock;
    private final RunGroups experiments;

    /** @param database with the tables of the module {@code lifecycle} */
    public Runs(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.experiments = new RunGroups(database, clock);
    }

    // Runs of pipelines

    public void start(UUID id, String model, String reason, Period period, long seed, String codeCommit) {
        database.sql()
                .sql("""
                        INSERT INTO run (id, experiment, name, user_name, status, model, reason, period_from, period_to, seed,
                                         code_commit, outcome, started_at)
                        VALUES (:id, :experiment, :reason, :reason, 'running', :model, :reason, :from, :to, :seed, :commit,
                                'running', :now)
                        """)
                .param("id", id)
                .param("experiment", experiments.ofModel(model))
                .param("reason", reason)
                .param("model", model)
                .param("from", Timestamp.from(period.from()))
                .param("to", Timestamp.from(period.to()))
                .param("seed", seed)
                .param("commit", codeCommit)
                .param("now", now())
                .update();
    }

    /** @param hash of the snapshot that the run learns from */
    public void dataset(UUID id, String hash) {
        database.transactions().executeWithoutResult(transaction -> {
            database.sql()
                    .sql("UPDATE run SET dataset = ? WHERE id = ?")
                    .params(hash, id)
                    .update();
            database.sql()
                    .sql("INSERT INTO run_input (run, name, digest, source_type, source, schema, context)"
                            + " SELECT ?, name, hash, 'lake', file, schema::text, 'training' FROM dataset WHERE hash = ?"
                            + " ON CONFLICT DO NOTHING")
                    .params(id, hash)
                    .update();
        });
    }

    /** A parameter given again takes the new value. */
    public void parameter(UUID id, String name, String value) {
        database.sql()
                .sql("INSERT INTO run_parameter (run, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (run, name) DO UPDATE SET value = excluded.value")
                .params(id, name, value)
                .update();
    }

    /**
     * One value of a metric.
     *
     * @param step round, epoch or day
     * @param at when it was measured, {@code null}: when it is written down
     */
    public record Metric(
            String name, long step, double value, @Nullable Instant at) {
        public Metric(String name, long step, double value) {
            this(name, step, value, null);
        }
    }

    /** Of metrics given again for the same step, {@link #metrics(UUID)} has the newest. */
    public void metrics(UUID id, List<Metric> metrics) {
        if (!metrics.isEmpty()) {
            database.transactions().executeWithoutResult(transaction -> write(id, metrics));
        }
    }

    /** Only once: a run that has ended keeps its outcome. @return whether it had not */
    public boolean end(UUID id, RunOutcome outcome, @Nullable String message) {
        return database.sql()
                        .sql("UPDATE run SET outcome = ?, status = ?, message = ?, ended_at = ?"
                                + " WHERE id = ? AND outcome = 'running'")
                        .params(lower(outcome), lower(RunStatus.of(outcome)))
                        .param(message)
                        .params(now(), id)
                        .update()
                == 1;
    }

    /** Shown to people while the run goes on, whichever process it runs in. @param share 0–1 */
    public void progress(UUID id, double share, String text) {
        database.sql()
                .sql("UPDATE run SET progress = ?, progress_text = ? WHERE id = ?")
                .params(share, text, id)
                .update();
    }

    /** Marks what was running when its process died. Only for whoever holds the lock of the model. */
    public void failAbandoned(String model) {
        database.sql().sql("""
                        UPDATE run SET outcome = 'failed', status = 'failed', ended_at = ?,
                                       message = 'The process that ran it ended before it did.'
                        WHERE model = ? AND outcome = 'running'
                        """).params(now(), model).update();
    }

    /** A run of a pipeline; what a client made is not among them. */
    public Optional<RunRecord> run(UUID id) {
        return database.sql()
                .sql("SELECT * FROM run WHERE id = ? AND model IS NOT NULL")
                .param(id)
                .query((row, index) -> ofPipeline(row))
                .optional();
    }

    /** The runs of a model's pipeline, the newest first. */
    public List<RunRecord> runs(String model) {
        return database.sql()
                .sql("SELECT * FROM run WHERE model = ? ORDER BY started_at DESC, id DESC")
                .param(model)
                .query((row, index) -> ofPipeline(row))
                .list();
    }

    /** The runs of pipelines that learned from a snapshot, oldest first. @param dataset its hash */
    public List<RunRecord> learnedFrom(String dataset) {
        return database.sql()
                .sql("SELECT * FROM run WHERE dataset = ? AND model IS NOT NULL ORDER BY started_at, id")
                .param(dataset)
                .query((row, index) -> ofPipeline(row))
                .list();
    }

    // Any runs

    /**
     * Begins a run of a client.
     *
     * @param name {@code null}: one made of its id
     * @param startedAt {@code null}: now
     */
    public UUID create(
            long experiment,
            @Nullable String name,
            @Nullable String user,
            @Nullable Instant startedAt,
            Map<String, String> tags) {
        UUID id = UUID.randomUUID();
        database.transactions().executeWithoutResult(transaction -> {
            database.sql()
                    .sql("INSERT INTO run (id, experiment, name, user_name, status, started_at)"
                            + " VALUES (?, ?, ?, ?, 'running', ?)")
                    .params(
                            id,
                            experiment,
                            name == null ? "run-" + id.toString().substring(0, 8) : name)
                    .param(user)
                    .param(startedAt == null ? now() : Timestamp.from(startedAt))
                    .update();
            writeTags(id, tags);
        });
        return id;
    }

    public Optional<TrackedRun> find(UUID id) {
        return database.sql()
                .sql("SELECT * FROM run WHERE id = ?")
                .param(id)
                .query(mapper())
                .optional();
    }

    /**
     * @param experiments in which to look
     * @param deleted which are wanted, {@code null}: all
     * @throws IllegalArgumentException if a key is not one of a run
     */
    public List<TrackedRun> search(
            Collection<Long> experiments,
            List<Condition> conditions,
            List<Condition.Order> order,
            @Nullable Boolean deleted,
            Condition.Page page) {
        Search search = new Search(ATTRIBUTES, BELONGINGS)
                .and("r.experiment = ANY (?)", (Object) experiments.toArray(Long[]::new))
                .and(conditions)
                .orderBy(order);
        if (deleted != null) {
            search.and("r.deleted = ?", deleted);
        }
        return search.run(database.sql(), "SELECT r.* FROM run r", "r.started_at DESC, r.id", page, mapper());
    }

    /** Changes what is given; {@code null} leaves as it is. */
    public void update(UUID id, @Nullable RunStatus status, @Nullable Instant endedAt, @Nullable String name) {
        database.sql()
                .sql("""
                        UPDATE run SET status = coalesce(:status, status), ended_at = coalesce(:ended, ended_at),
                                       name = coalesce(:name, name)
                        WHERE id = :id
                        """)
                .param("status", status == null ? null : lower(status))
                .param("ended", endedAt == null ? null : Timestamp.from(endedAt))
                .param("name", name)
                .param("id", id)
                .update();
    }

    /** Marks the run as deleted, or takes the mark away; nothing of it is lost. */
    public void delete(UUID id, boolean deleted) {
        database.sql()
                .sql("UPDATE run SET deleted = ? WHERE id = ?")
                .params(deleted, id)
                .update();
    }

    /**
     * Logs all of the batch or, when anything is wrong with it, nothing.
     *
     * @throws IllegalArgumentException if a parameter was logged before with another value
     */
    public void log(UUID id, Batch batch) {
        database.transactions().executeWithoutResult(transaction -> {
            // One writer a run: two batches at once must not both find that a parameter is new.
            database.sql()
                    .sql("SELECT id FROM run WHERE id = ? FOR UPDATE")
                    .param(id)
                    .query(UUID.class)
                    .single();
            writeParameters(id, batch.parameters());
            write(id, batch.metrics());
            writeTags(id, batch.tags());
            if (batch.name() != null) {
                update(id, null, null, batch.name());
            }
        });
    }

    /** @return whether it had the tag */
    public boolean removeTag(UUID id, String name) {
        return database.sql()
                        .sql("DELETE FROM run_tag WHERE run = ? AND name = ?")
                        .params(id, name)
                        .update()
                == 1;
    }

    /** The same data given again takes the new description. */
    public void inputs(UUID id, List<RunData.Input> inputs) {
        database.transactions()
                .executeWithoutResult(transaction -> inputs.forEach(input -> database.sql()
                        .sql("""
                        INSERT INTO run_input (run, name, digest, source_type, source, schema, profile, context)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (run, name, digest) DO UPDATE
                        SET source_type = excluded.source_type, source = excluded.source, schema = excluded.schema,
                            profile = excluded.profile, context = excluded.context
                        """)
                        .params(id, input.name(), input.digest(), input.sourceType(), input.source())
                        .param(input.schema())
                        .param(input.profile())
                        .param(input.context())
                        .update()));
    }

    public Map<String, String> parameters(UUID id) {
        return data(List.of(id)).getOrDefault(id, NOTHING).parameters();
    }

    /** Per metric its newest value by step. */
    public Map<String, NavigableMap<Long, Double>> metrics(UUID id) {
        Map<String, NavigableMap<Long, Double>> metrics = new LinkedHashMap<>();
        database.sql()
                .sql("SELECT name, step, value FROM run_metric WHERE run = ? ORDER BY name, step, at, seq")
                .param(id)
                .query(row -> {
                    metrics.computeIfAbsent(row.getString("name"), name -> new TreeMap<>())
                            .put(row.getLong("step"), row.getDouble("value"));
                });
        return metrics;
    }

    /** All values of a metric in the order in which they were logged. */
    public List<Metric> history(UUID id, String metric, Condition.Page page) {
        return database.sql()
                .sql("SELECT name, step, value, at FROM run_metric WHERE run = ? AND name = ? ORDER BY seq"
                        + " LIMIT ? OFFSET ?")
                .params(id, metric, page.limit(), page.offset())
                .query((row, index) -> metric(row))
                .list();
    }

    /** A value and its place in the order of logging. */
    public record Logged(long seq, Metric metric) {}

    /** What was logged to the run after the place {@code seq}, oldest first. */
    public List<Logged> loggedAfter(UUID id, long seq, int limit) {
        return database.sql()
                .sql("SELECT seq, name, step, value, at FROM run_metric WHERE run = ? AND seq > ? ORDER BY seq LIMIT ?")
                .params(id, seq, limit)
                .query((row, index) -> new Logged(row.getLong("seq"), metric(row)))
                .list();
    }

    private static final RunData NOTHING = new RunData(Map.of(), List.of(), Map.of(), List.of());

    public RunData data(UUID id) {
        return data(List.of(id)).getOrDefault(id, NOTHING);
    }

    /** What was logged to these runs; of metrics the last values. */
    public Map<UUID, RunData> data(Collection<UUID> ids) {
        Map<UUID, RunData> data = new HashMap<>();
        UUID[] wanted = ids.toArray(UUID[]::new);
        for (UUID id : wanted) {
            data.put(
                    id,
                    new RunData(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>()));
        }
        read(
                "SELECT run, name, value FROM run_parameter WHERE run = ANY (?) ORDER BY name",
                wanted,
                data,
                (row, of) -> of.parameters().put(row.getString("name"), row.getString("value")));
        read(
                "SELECT * FROM run_latest_metric WHERE run = ANY (?) ORDER BY name",
                wanted,
                data,
                (row, of) -> of.metrics().add(metric(row)));
        read(
                "SELECT run, name, value FROM run_tag WHERE run = ANY (?) ORDER BY name",
                wanted,
                data,
                (row, of) -> of.tags().put(row.getString("name"), row.getString("value")));
        read(
                "SELECT * FROM run_input WHERE run = ANY (?) ORDER BY name, digest",
                wanted,
                data,
                (row, of) -> of.inputs()
                        .add(new RunData.Input(
                                row.getString("name"),
                                row.getString("digest"),
                                row.getString("source_type"),
                                row.getString("source"),
                                row.getString("schema"),
                                row.getString("profile"),
                                row.getString("context"))));
        return data;
    }

    @FunctionalInterface
    private interface Reading {
        void read(ResultSet row, RunData of) throws SQLException;
    }

    private void read(String sql, UUID[] ids, Map<UUID, RunData> data, Reading reading) {
        database.sql().sql(sql).param(ids).query(row -> {
            reading.read(row, Objects.requireNonNull(data.get(row.getObject("run", UUID.class))));
        });
    }

    private void writeParameters(UUID id, Map<String, String> parameters) {
        parameters.forEach((name, value) -> {
            int written = database.sql()
                    .sql("INSERT INTO run_parameter (run, name, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .params(id, name, value)
                    .update();
            if (written == 0) {
                String before = database.sql()
                        .sql("SELECT value FROM run_parameter WHERE run = ? AND name = ?")
                        .params(id, name)
                        .query(String.class)
                        .single();
                if (!before.equals(value)) {
                    throw new IllegalArgumentException("A parameter keeps its value: '" + name
                            + "' was logged before as '" + before + "', got '" + value
                            + "'. Log it to another run, or use a tag.");
                }
            }
        });
    }

    private void write(UUID id, List<Metric> metrics) {
        Map<String, Metric> last = new LinkedHashMap<>();
        Instant now = clock.instant();
        metrics.forEach(metric -> last.put(
                metric.name() + '@' + metric.step() + '@' + metric.at() + (metric.at() == null ? "" : metric.value()),
                metric));
        String values = "unnest(?, ?, ?, ?) WITH ORDINALITY AS m(name, step, at, value, place)";
        Object[] columns = {
            last.values().stream().map(Metric::name).toArray(String[]::new),
            last.values().stream().map(Metric::step).toArray(Long[]::new),
            last.values().stream()
                    .map(metric -> Timestamp.from(metric.at() == null ? now : metric.at()))
                    .toArray(Timestamp[]::new),
            last.values().stream().map(Metric::value).toArray(Double[]::new)
        };
        if (last.isEmpty()) {
            return;
        }
        database.sql()
                .sql("INSERT INTO run_metric (run, name, step, at, value) SELECT ?, m.name, m.step, m.at, m.value FROM "
                        + values + " ORDER BY m.place ON CONFLICT DO NOTHING")
                .param(id)
                .params(List.of(columns))
                .update();
        database.sql()
                .sql("INSERT INTO run_latest_metric AS l (run, name, step, at, value)"
                        + " SELECT DISTINCT ON (m.name) ?, m.name, m.step, m.at, m.value FROM " + values
                        + " ORDER BY m.name, m.step DESC, m.at DESC, m.place DESC"
                        + " ON CONFLICT (run, name) DO UPDATE"
                        + " SET step = excluded.step, at = excluded.at, value = excluded.value"
                        + " WHERE (excluded.step, excluded.at) >= (l.step, l.at)")
                .param(id)
                .params(List.of(columns))
                .update();
    }

    private void writeTags(UUID id, Map<String, String> tags) {
        tags.forEach((name, value) -> database.sql()
                .sql("INSERT INTO run_tag (run, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (run, name) DO UPDATE SET value = excluded.value")
                .params(id, name, value)
                .update());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Metric metric(ResultSet row) throws SQLException {
        return new Metric(
                row.getString("name"),
                row.getLong("step"),
                row.getDouble("value"),
                row.getTimestamp("at").toInstant());
    }

    private static RowMapper<TrackedRun> mapper() {
        return (row, index) -> {
            @Nullable Double share = row.getObject("progress", Double.class);
            return new TrackedRun(
                    row.getObject("id", UUID.class),
                    row.getLong("experiment"),
                    row.getString("name"),
                    row.getString("user_name"),
                    RunStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                    row.getBoolean("deleted"),
                    row.getTimestamp("started_at").toInstant(),
                    instant(row.getTimestamp("ended_at")),
                    share == null ? null : new TrackedRun.Progress(share, row.getString("progress_text")),
                    row.getString("model") == null ? null : ofPipeline(row));
        };
    }

    private static RunRecord ofPipeline(ResultSet row) throws SQLException {
        return new RunRecord(
                row.getObject("id", UUID.class),
                row.getString("model"),
                row.getString("reason"),
                new Period(
                        row.getTimestamp("period_from").toInstant(),
                        row.getTimestamp("period_to").toInstant()),
                row.getLong("seed"),
                row.getString("code_commit"),
                row.getString("dataset"),
                RunOutcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("message"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("ended_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
