package tino.lifecycle.alert;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;

/** The table {@code alert_notification}: an outbox. What is written here with a state is sent at least once. */
public final class Notifications {
    private final Database database;

    /** @param database with the tables of the module {@code lifecycle} */
    public Notifications(Database database) {
        this.database = database;
    }

    /** One taken to be sent. @param attempt from 1 on */
    record Claimed(long id, int attempt, Instant writtenAt, Notification notification) {}

    /**
     * How the notifications of one alert on one channel fare.
     *
     * @param problem of the last attempt
     * @param givenUp when it was tried for too long
     */
    public record Delivery(
            UUID alert,
            String kind,
            String channel,
            Instant at,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable Instant givenUp,
            @Nullable String problem) {}

    /** In the transaction of the state that it tells of. The same alert, kind and channel once. */
    void write(
            Alert alert, String kind, String channel, @Nullable String model, String title, String body, Instant at) {
        Timestamp now = Timestamp.from(at);
        database.sql()
                .sql("INSERT INTO alert_notification (alert, kind, channel, model, title, body, at, next_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(alert.id(), kind, channel)
                .param(model)
                .params(title, body, now, now)
                .update();
    }

    /** Not sent and not given up, of all channels. */
    public int waiting() {
        return database.sql()
                .sql("SELECT count(*) FROM alert_notification WHERE sent_at IS NULL AND given_up IS NULL")
                .query(Integer.class)
                .single();
    }

    /** Takes the next one that is due, for so long. Those of one alert go in their order. */
    Optional<Claimed> claim(String channel, Instant now, Duration patience) {
        return database.sql()
                .sql("""
                        UPDATE alert_notification SET attempts = attempts + 1, next_at = ? WHERE id = (
                            SELECT n.id FROM alert_notification n
                            WHERE n.channel = ? AND n.sent_at IS NULL AND n.given_up IS NULL AND n.next_at <= ?
                              AND NOT EXISTS (SELECT FROM alert_notification e
                                              WHERE e.alert = n.alert AND e.channel = n.channel AND e.id < n.id
                                                AND e.sent_at IS NULL AND e.given_up IS NULL)
                            ORDER BY n.next_at, n.id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .params(Timestamp.from(now.plus(patience)), channel, Timestamp.from(now))
                .query((row, index) -> new Claimed(
                        row.getLong("id"),
                        row.getInt("attempts"),
                        row.getTimestamp("at").toInstant(),
                        new Notification(
                                row.getObject("alert", UUID.class) + ":" + row.getString("kind"),
                                row.getString("kind"),
                                row.getString("model"),
                                row.getString("title"),
                                row.getString("body"),
                                row.getTimestamp("at").toInstant())))
                .optional();
    }

    void sent(long id, Instant now) {
        database.sql()
                .sql("UPDATE alert_notification SET sent_at = ?, problem = NULL WHERE id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** @param next {@code null}: never again */
    void failed(long id, String problem, Instant now, @Nullable Instant next) {
        database.sql()
                .sql("UPDATE alert_notification SET problem = ?, next_at = ?, given_up = ? WHERE id = ?")
                .params(problem, Timestamp.from(next == null ? now : next))
                .param(next == null ? Timestamp.from(now) : null)
                .param(id)
                .update();
    }

    /** The newest first. */
    public List<Delivery> newest(int limit) {
        return database.sql()
                .sql("SELECT * FROM alert_notification ORDER BY id DESC LIMIT ?")
                .param(limit)
                .query((row, index) -> new Delivery(
                        row.getObject("alert", UUID.class),
                        row.getString("kind"),
                        row.getString("channel"),
                        row.getTimestamp("at").toInstant(),
                        row.getInt("attempts"),
                        Alerts.instant(row.getTimestamp("sent_at")),
                        Alerts.instant(row.getTimestamp("given_up")),
                        row.getString("problem")))
                .list();
    }
}
