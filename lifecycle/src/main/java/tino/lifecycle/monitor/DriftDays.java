package tino.lifecycle.monitor;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.drift.Tallies;

/** What was counted of the answers of versions, day by day, in the tables {@code drift_reading} and {@code drift_day}. */
final class DriftDays {
    private final Database database;

    DriftDays(Database database) {
        this.database = database;
    }

    /** @param readTo answers before this are counted @param newest the last of them, {@code null} for none */
    record Reading(Instant readTo, @Nullable Instant newest) {}

    /** @param answers that were given @param counted of these */
    record Day(LocalDate day, long answers, long counted, Tallies tallies) {}

    Optional<Reading> reading(String model, int number) {
        return reading(model, number, "");
    }

    /** To be held until the transaction ends. @param start where reading begins if nothing was read yet */
    Reading hold(String model, int number, Instant start) {
        database.sql()
                .sql("INSERT INTO drift_reading (model, number, read_to) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(model, number, Timestamp.from(start))
                .update();
        return reading(model, number, " FOR UPDATE").orElseThrow();
    }

    private Optional<Reading> reading(String model, int number, String locked) {
        return database.sql()
                .sql("SELECT read_to, newest FROM drift_reading WHERE model = ? AND number = ?" + locked)
                .params(model, number)
                .query((row, _) -> {
                    @Nullable Timestamp newest = row.getTimestamp("newest");
                    return new Reading(
                            row.getTimestamp("read_to").toInstant(), newest == null ? null : newest.toInstant());
                })
                .optional();
    }

    void read(String model, int number, Reading now) {
        database.sql()
                .sql("UPDATE drift_reading SET read_to = ?, newest = ? WHERE model = ? AND number = ?")
                .param(Timestamp.from(now.readTo()))
                .param(now.newest() == null ? null : Timestamp.from(now.newest()))
                .param(model)
                .param(number)
                .update();
    }

    void keep(String model, int number, Day day) {
        database.sql()
                .sql(
                        "INSERT INTO drift_day (model, number, day, answers, counted, stats) VALUES (?, ?, ?, ?, ?, ?::jsonb)"
                                + " ON CONFLICT (model, number, day) DO UPDATE SET answers = excluded.answers,"
                                + " counted = excluded.counted, stats = excluded.stats")
                .params(
                        model,
                        number,
                        day.day(),
                        day.answers(),
                        day.counted(),
                        day.tallies().toJson())
                .update();
    }

    Optional<Day> day(String model, int number, LocalDate day) {
        return days(model, number, day, day).stream().findFirst();
    }

    /** In order. @param last inclusive */
    List<Day> days(String model, int number, LocalDate first, LocalDate last) {
        RowMapper<Day> mapper = (row, _) -> new Day(
                row.getObject("day", LocalDate.class),
                row.getLong("answers"),
                row.getLong("counted"),
                Tallies.ofJson(row.getString("stats")));
        return database.sql()
                .sql("SELECT * FROM drift_day WHERE model = ? AND number = ? AND day BETWEEN ? AND ? ORDER BY day")
                .params(model, number, first, last)
                .query(mapper)
                .list();
    }
}
