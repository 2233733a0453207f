package tino.lifecycle.registry;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.pipeline.Period;

/** The tables of runs, their parameters and their metrics by step. */
public final class Runs {
    private final Database database;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Runs(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public void start(UUID id, String model, String reason, Period period, long seed, String codeCommit) {
        database.sql()
                .sql(
                        "INSERT INTO run (id, model, reason, period_from, period_to, seed, code_commit, outcome, started_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?)")
                .params(
                        id,
                        model,
                        reason,
                        Timestamp.from(period.from()),
                        Timestamp.from(period.to()),
                        seed,
                        codeCommit,
                        now())
                .update();
    }

    public void dataset(UUID id, String hash) {
        database.sql()
                .sql("UPDATE run SET dataset = ? WHERE id = ?")
                .params(hash, id)
                .update();
    }

    /** A parameter given again takes the new value. */
    public void parameter(UUID id, String name, String value) {
        database.sql()
                .sql("INSERT INTO run_parameter (run, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (run, name) DO UPDATE SET value = excluded.value")
                .params(id, name, value)
                .update();
    }

    /** One value of a metric. @param step round, epoch or day */
    public record Metric(String name, long step, double value) {}

    /** Metrics given again for the same step take the new value. */
    public void metrics(UUID id, List<Metric> metrics) {
        Map<String, Metric> last = new LinkedHashMap<>();
        metrics.forEach(metric -> last.put(metric.name() + '@' + metric.step(), metric));
        database.sql()
                .sql("""
                        INSERT INTO run_metric (run, name, step, value)
                        SELECT ?, m.name, m.step, m.value FROM unnest(?, ?, ?) AS m(name, step, value)
                        ON CONFLICT (run, name, step) DO UPDATE SET value = excluded.value
                        """)
                .param(id)
                .param(last.values().stream().map(Metric::name).toArray(String[]::new))
                .param(last.values().stream().map(Metric::step).toArray(Long[]::new))
                .param(last.values().stream().map(Metric::value).toArray(Double[]::new))
                .update();
    }

    public void end(UUID id, RunOutcome outcome, @Nullable String message) {
        database.sql()
                .sql("UPDATE run SET outcome = ?, message = ?, ended_at = ? WHERE id = ?")
                .param(outcome.name().toLowerCase(Locale.ROOT))
                .param(message)
                .params(now(), id)
                .update();
    }

    /** Marks what was running when its process died. Only for whoever holds the lock of the model. */
    public void failAbandoned(String model) {
        database.sql()
                .sql(
                        "UPDATE run SET outcome = 'failed', ended_at = ?, message = 'The process that ran it ended before it did.'"
                                + " WHERE model = ? AND outcome = 'running'")
                .params(now(), model)
                .update();
    }

    public Optional<RunRecord> run(UUID id) {
        return database.sql()
                .sql("SELECT * FROM run WHERE id = ?")
                .param(id)
                .query(mapper())
                .optional();
    }

    /** The runs of a model, the newest first. */
    public List<RunRecord> runs(String model) {
        return database.sql()
                .sql("SELECT * FROM run WHERE model = ? ORDER BY started_at DESC, id DESC")
                .param(model)
                .query(mapper())
                .list();
    }

    public Map<String, String> parameters(UUID id) {
        Map<String, String> parameters = new LinkedHashMap<>();
        database.sql()
                .sql("SELECT name, value FROM run_parameter WHERE run = ? ORDER BY name")
                .param(id)
                .query(row -> {
                    parameters.put(row.getString("name"), row.getString("value"));
                });
        return parameters;
    }

    /** Per metric its value by step. */
    public Map<String, NavigableMap<Long, Double>> metrics(UUID id) {
        Map<String, NavigableMap<Long, Double>> metrics = new LinkedHashMap<>();
        database.sql()
                .sql("SELECT name, step, value FROM run_metric WHERE run = ? ORDER BY name, step")
                .param(id)
                .query(row -> {
                    metrics.computeIfAbsent(row.getString("name"), name -> new TreeMap<>())
                            .put(row.getLong("step"), row.getDouble("value"));
                });
        return metrics;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static RowMapper<RunRecord> mapper() {
        return (row, index) -> {
            @Nullable Timestamp ended = row.getTimestamp("ended_at");
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
                    ended == null ? null : ended.toInstant());
        };
    }
}
