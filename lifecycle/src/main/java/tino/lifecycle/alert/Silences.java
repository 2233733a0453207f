package tino.lifecycle.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tino.lifecycle.database.Database;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code alert_silence}: rows are added and ended, never removed. */
public final class Silences {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
    private static final int SHOWN = 100;

    private final Database database;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Silences(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * From now on nobody is told of this rule's alerts, for so long.
     *
     * @param labels that an alert must all have; empty: any
     * @throws IllegalArgumentException if no time, nobody or no reason is given
     */
    public Silence silence(String rule, Map<String, String> labels, Duration length, String who, String why) {
        if (!length.isPositive() || who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("Expected a time above 0, e.g. 2h, a name and a reason for silencing "
                    + rule + ", got " + length + ", '" + who + "' and '" + why + "'.");
        }
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        database.sql()
                .sql(
                        "INSERT INTO alert_silence (id, rule, labels, who, why, begins, until) VALUES (?, ?, ?::jsonb, ?, ?, ?, ?)")
                .params(
                        id,
                        rule,
                        JsonMapper.shared().writeValueAsString(labels),
                        who.strip(),
                        why.strip(),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(length)))
                .update();
        return silence(id).orElseThrow();
    }

    /** Ends a silence before its time; one that is over stays as it was. @return whether it was active */
    public boolean end(UUID id, String who) {
        Timestamp now = Timestamp.from(clock.instant());
        return database.sql()
                        .sql(
                                "UPDATE alert_silence SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL AND until > ?")
                        .params(now, who, id, now)
                        .update()
                == 1;
    }

    public Optional<Silence> silence(UUID id) {
        return database.sql()
                .sql("SELECT * FROM alert_silence WHERE id = ?")
                .param(id)
                .query(Silences::silence)
                .optional();
    }

    /** Those that hold now, the one that ends first before the others. */
    public List<Silence> active() {
        Timestamp now = Timestamp.from(clock.instant());
        return database.sql()
                .sql(
                        "SELECT * FROM alert_silence WHERE ended_at IS NULL AND begins <= ? AND until > ? ORDER BY until, id")
                .params(now, now)
                .query(Silences::silence)
                .list();
    }

    /** The newest first, also those that are over. */
    public List<Silence> newest() {
        return database.sql()
                .sql("SELECT * FROM alert_silence ORDER BY begins DESC, id LIMIT ?")
                .param(SHOWN)
                .query(Silences::silence)
                .list();
    }

    private static Silence silence(ResultSet row, int index) throws SQLException {
        return new Silence(
                row.getObject("id", UUID.class),
                row.getString("rule"),
                JsonMapper.shared().readValue(row.getString("labels"), STRINGS),
                row.getString("who"),
                row.getString("why"),
                row.getTimestamp("begins").toInstant(),
                row.getTimestamp("until").toInstant(),
                Alerts.instant(row.getTimestamp("ended_at")),
                row.getString("ended_by"));
    }
}
