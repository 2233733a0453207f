package tino.lifecycle.privacy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;

/** Who looked at what is kept of people, or changed it: the table {@code audit}, whose rows the database only lets be added. */
public final class Audit {
    /** So long the database refuses to remove a row. */
    public static final Duration SHORTEST = Duration.ofDays(180);

    private final Database database;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    /** @param database with the tables of the module {@code lifecycle} */
    public Audit(Database database, Pseudonyms pseudonyms, InstantSource clock) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** @param action what was done, naming nobody, e.g. {@code GET /console/messages/{id}} */
    public record Entry(long seq, Instant at, String who, String action, String detail) {}

    /**
     * Writes down that somebody does something, before it is done.
     *
     * @param about the id of whom it is about, {@code null} if it is about nobody or many
     * @param detail names nobody
     */
    public void record(String who, String action, @Nullable String about, String detail) {
        database.sql()
                .sql("INSERT INTO audit (at, who, action, about, detail) VALUES (?, ?, ?, ?, ?)")
                .params(Timestamp.from(clock.instant()), who, action)
                .param(about == null ? null : pseudonyms.receipts(about).getFirst())
                .param(detail)
                .update();
    }

    /** The newest first. @param about only about whom this id names, {@code null}: all */
    public List<Entry> newest(@Nullable String about, int most) {
        String[] receipts =
                about == null ? new String[0] : pseudonyms.receipts(about).toArray(String[]::new);
        return database.sql()
                .sql("SELECT seq, at, who, action, detail FROM audit"
                        + (about == null ? "" : " WHERE about = ANY (:receipts)") + " ORDER BY seq DESC LIMIT :most")
                .param("receipts", receipts)
                .param("most", most)
                .query((row, number) -> new Entry(
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("detail")))
                .list();
    }

    /**
     * Removes what is older.
     *
     * @param kept at least {@link #SHORTEST}
     * @return rows removed
     */
    public int forget(Duration kept) {
        return database.sql()
                .sql("DELETE FROM audit WHERE at < ?")
                .param(Timestamp.from(clock.instant().minus(kept.compareTo(SHORTEST) < 0 ? SHORTEST : kept)))
                .update();
    }
}
