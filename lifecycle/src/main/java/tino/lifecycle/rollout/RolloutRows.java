package tino.lifecycle.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.rollout.Rollout.Stage;

/** The tables {@code rollout} and {@code rollout_transition}. Who may write to them, and when, is for {@link Rollouts} to say. */
final class RolloutRows {
    private final Database database;

    RolloutRows(Database database) {
        this.database = database;
    }

    Optional<Rollout> find(UUID id) {
        return database.sql()
                .sql("SELECT * FROM rollout WHERE id = ?")
                .param(id)
                .query(mapper())
                .optional();
    }

    /** What is on trial now, the oldest first. */
    List<Rollout> open(String model) {
        return database.sql()
                .sql(
                        "SELECT * FROM rollout WHERE model = ? AND stage IN ('shadow', 'canary') ORDER BY started_at, version")
                .param(model)
                .query(mapper())
                .list();
    }

    /** All there ever were, the newest first. */
    List<Rollout> all(String model) {
        return database.sql()
                .sql("SELECT * FROM rollout WHERE model = ? ORDER BY started_at DESC, version DESC")
                .param(model)
                .query(mapper())
                .list();
    }

    /** The steps of a rollout, the oldest first. */
    List<Transition> transitions(UUID rollout) {
        return database.sql()
                .sql("SELECT * FROM rollout_transition WHERE rollout = ? ORDER BY seq")
                .param(rollout)
                .query((row, index) -> {
                    @Nullable String from = row.getString("from_stage");
                    return new Transition(
                            row.getObject("rollout", UUID.class),
                            row.getLong("revision"),
                            from == null ? null : Stage.of(from),
                            row.getObject("from_percent", Integer.class),
                            Stage.of(row.getString("to_stage")),
                            row.getInt("to_percent"),
                            row.getBoolean("paused"),
                            row.getString("who"),
                            row.getString("why"),
                            row.getString("evidence"),
                            row.getTimestamp("at").toInstant());
                })
                .list();
    }

    /** The newest version that was ever on trial, 0 for none. */
    int newestTried(String model) {
        return database.sql()
                .sql("SELECT coalesce(max(version), 0) FROM rollout WHERE model = ?")
                .param(model)
                .query(Integer.class)
                .single();
    }

    void insert(Rollout rollout) {
        database.sql()
                .sql("INSERT INTO rollout (id, model, version, stage, percent, paused, control, revision, started_at,"
                        + " canary_at, since, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        rollout.id(),
                        rollout.model(),
                        rollout.version(),
                        rollout.stage().code(),
                        rollout.percent(),
                        rollout.paused())
                .param(rollout.control())
                .params(rollout.revision(), Timestamp.from(rollout.startedAt()))
                .param(timestamp(rollout.canaryAt()))
                .param(Timestamp.from(rollout.since()))
                .param(timestamp(rollout.endedAt()))
                .update();
    }

    void update(Rollout rollout) {
        int rows = database.sql()
                .sql("UPDATE rollout SET stage = ?, percent = ?, paused = ?, control = ?, revision = ?, canary_at = ?,"
                        + " since = ?, ended_at = ? WHERE id = ? AND revision = ?")
                .params(rollout.stage().code(), rollout.percent(), rollout.paused())
                .param(rollout.control())
                .param(rollout.revision())
                .param(timestamp(rollout.canaryAt()))
                .param(Timestamp.from(rollout.since()))
                .param(timestamp(rollout.endedAt()))
                .params(rollout.id(), rollout.revision() - 1)
                .update();
        if (rows != 1) {
            throw new RolloutMoved(
                    "The " + Rollouts.describe(rollout) + " was moved by somebody who does not hold its lock.");
        }
    }

    void write(@Nullable Rollout from, Rollout to, String who, String why, @Nullable String evidence, Instant now) {
        database.sql()
                .sql(
                        "INSERT INTO rollout_transition (rollout, revision, from_stage, from_percent, to_stage, to_percent,"
                                + " paused, who, why, evidence, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?)")
                .params(to.id(), to.revision())
                .param(from == null ? null : from.stage().code())
                .param(from == null ? null : from.percent())
                .params(to.stage().code(), to.percent(), to.paused(), who, why)
                .param(evidence)
                .param(Timestamp.from(now))
                .update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static RowMapper<Rollout> mapper() {
        return (row, index) -> new Rollout(
                row.getObject("id", UUID.class),
                row.getString("model"),
                row.getInt("version"),
                Stage.of(row.getString("stage")),
                row.getInt("percent"),
                row.getBoolean("paused"),
                row.getObject("control", Integer.class),
                row.getLong("revision"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("canary_at")),
                row.getTimestamp("since").toInstant(),
                instant(row.getTimestamp("ended_at")));
    }
}
