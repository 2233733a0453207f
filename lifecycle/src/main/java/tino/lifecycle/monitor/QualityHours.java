package tino.lifecycle.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.quality.QualityTally;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code quality_hour}: what champions' answers came to, hour by hour, as last measured. */
final class QualityHours {
    private final JsonMapper json = JsonMapper.shared();
    private final Database database;

    QualityHours(Database database) {
        this.database = database;
    }

    /**
     * An hour, or the part of it in which the version was champion.
     *
     * @param measured when
     * @param newest answer of it, {@code null} for none
     */
    record Hour(
            Instant from,
            Instant to,
            int number,
            Instant measured,
            @Nullable Instant newest,
            QualityTally tally) {}

    void keep(String model, Hour hour) {
        database.sql()
                .sql("INSERT INTO quality_hour (model, from_at, to_at, number, measured_at, newest, tally)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT (model, from_at) DO UPDATE SET"
                        + " to_at = excluded.to_at, number = excluded.number, measured_at = excluded.measured_at,"
                        + " newest = excluded.newest, tally = excluded.tally")
                .params(model, Timestamp.from(hour.from), Timestamp.from(hour.to), hour.number)
                .param(Timestamp.from(hour.measured))
                .param(hour.newest == null ? null : Timestamp.from(hour.newest))
                .param(json.writeValueAsString(hour.tally))
                .update();
    }

    /** Those that begin in {@code [from, to)}, in order. */
    List<Hour> hours(String model, Instant from, Instant to) {
        return database.sql()
                .sql("SELECT * FROM quality_hour WHERE model = ? AND from_at >= ? AND from_at < ? ORDER BY from_at")
                .params(model, Timestamp.from(from), Timestamp.from(to))
                .query(this::row)
                .list();
    }

    /** The last answer of a version, as far as it was measured. */
    Optional<Instant> newest(String model, int number) {
        return database.sql()
                .sql("SELECT max(newest) FROM quality_hour WHERE model = ? AND number = ?")
                .params(model, number)
                .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    private Hour row(ResultSet row, int index) throws SQLException {
        @Nullable Timestamp newest = row.getTimestamp("newest");
        return new Hour(
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("to_at").toInstant(),
                row.getInt("number"),
                row.getTimestamp("measured_at").toInstant(),
                newest == null ? null : newest.toInstant(),
                json.readValue(row.getString("tally"), QualityTally.class));
    }
}
