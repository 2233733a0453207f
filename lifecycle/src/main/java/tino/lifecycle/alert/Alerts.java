package tino.lifecycle.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code alert}. Only {@link AlertWatch} moves its rows. */
public final class Alerts {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final Database database;

    /** @param database with the tables of the module {@code lifecycle} */
    public Alerts(Database database) {
        this.database = database;
    }

    /** Pending and firing ones: the firing and the most severe first. */
    public List<Alert> open() {
        return database.sql().sql("""
                        SELECT * FROM alert WHERE state IN ('pending', 'firing')
                        ORDER BY state = 'pending', array_position(ARRAY['critical', 'warning', 'info'], severity), active_at, id
                        """).query(Alerts::alert).list();
    }

    /** Those that fired and are over, the newest first. */
    public List<Alert> resolved(int limit) {
        return database.sql()
                .sql("SELECT * FROM alert WHERE state = 'resolved' ORDER BY resolved_at DESC, id LIMIT ?")
                .param(limit)
                .query(Alerts::alert)
                .list();
    }

    /** Those that fired in {@code [from, to)}, the oldest first. */
    public List<Alert> fired(Instant from, Instant to) {
        return database.sql()
                .sql("SELECT * FROM alert WHERE fired_at >= ? AND fired_at < ? ORDER BY fired_at, id")
                .params(Timestamp.from(from), Timestamp.from(to))
                .query(Alerts::alert)
                .list();
    }

    public Optional<Alert> alert(UUID id) {
        return database.sql()
                .sql("SELECT * FROM alert WHERE id = ?")
                .param(id)
                .query(Alerts::alert)
                .optional();
    }

    /** Those of which somebody has still to be told: that they fire, or that what they were told of is over. */
    List<Alert> untold() {
        return database.sql().sql("""
                        SELECT * FROM alert
                        WHERE state = 'firing' AND told_firing IS NULL
                           OR state = 'resolved' AND told_firing IS NOT NULL AND told_resolved IS NULL
                        ORDER BY active_at, id
                        """).query(Alerts::alert).list();
    }

    void begin(AlertRule rule, Reading reading, Alert.State state, Instant now) {
        database.sql()
                .sql(
                        "INSERT INTO alert (id, rule, labels, severity, summary, runbook, state, value, active_at, fired_at)"
                                + " VALUES (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        UUID.randomUUID(),
                        rule.name(),
                        JsonMapper.shared().writeValueAsString(reading.labels()),
                        rule.severity().code(),
                        rule.summary(),
                        rule.runbook(),
                        state.code(),
                        reading.value(),
                        Timestamp.from(now))
                .param(state == Alert.State.FIRING ? Timestamp.from(now) : null)
                .update();
    }

    void see(UUID id, double value) {
        database.sql()
                .sql("UPDATE alert SET value = ? WHERE id = ?")
                .params(value, id)
                .update();
    }

    void fire(UUID id, Instant now) {
        database.sql()
                .sql("UPDATE alert SET state = 'firing', fired_at = ? WHERE id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void resolve(UUID id, Instant now) {
        database.sql()
                .sql("UPDATE alert SET state = 'resolved', resolved_at = ? WHERE id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** What never fired was nothing. */
    void drop(UUID id) {
        database.sql().sql("DELETE FROM alert WHERE id = ?").param(id).update();
    }

    void told(Alert alert, Instant now) {
        database.sql()
                .sql("UPDATE alert SET " + (alert.open() ? "told_firing" : "told_resolved") + " = ? WHERE id = ?")
                .params(Timestamp.from(now), alert.id())
                .update();
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static Alert alert(ResultSet row, int index) throws SQLException {
        return new Alert(
                row.getObject("id", UUID.class),
                row.getString("rule"),
                JsonMapper.shared().readValue(row.getString("labels"), STRINGS),
                Severity.of(row.getString("severity")),
                row.getString("summary"),
                row.getString("runbook"),
                Alert.State.of(row.getString("state")),
                row.getDouble("value"),
                row.getTimestamp("active_at").toInstant(),
                instant(row.getTimestamp("fired_at")),
                instant(row.getTimestamp("resolved_at")),
                instant(row.getTimestamp("told_firing")),
                instant(row.getTimestamp("told_resolved")));
    }
}
