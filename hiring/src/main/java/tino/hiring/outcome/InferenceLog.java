package tino.hiring.outcome;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;

/** The views {@code inference_log} and {@code prediction_outcome}: what was predicted and what came of it. */
public final class InferenceLog {
    private static final String ENTRY =
            "SELECT i.*, o.hired FROM inference_log i LEFT JOIN prediction_outcome o USING (decision_id, decided_at)";

    private final Database database;

    public InferenceLog(Database database) {
        this.database = database;
    }

    /**
     * One prediction.
     *
     * @param model name and number of the version
     * @param code of the applicant
     * @param hired what came of it, {@code null} while that is not known
     */
    public record Entry(
            UUID decision,
            Instant at,
            String mode,
            double threshold,
            String model,
            double probability,
            boolean approved,
            String code,
            @Nullable Boolean hired) {}

    /** @param from the hour's beginning @param approved of the predictions @param mean of the probabilities */
    public record Hour(Instant from, long predictions, long approved, double mean) {}

    /** Of decisions whose outcome is known. */
    public record Realised(long known, long approved, long hired, long approvedAndHired) {
        /** Of those approved, the share that was hired; NaN of none. */
        public double precision() {
            return (double) approvedAndHired / approved;
        }

        /** Of those hired, the share that was approved; NaN of none. */
        public double recall() {
            return (double) approvedAndHired / hired;
        }
    }

    /** The newest, first. */
    public List<Entry> newest(int most) {
        return database.sql()
                .sql(ENTRY + " ORDER BY i.decision_id DESC LIMIT ?")
                .param(most)
                .query(InferenceLog::entry)
                .list();
    }

    public Optional<Entry> find(UUID decision, Instant decidedAt) {
        return database.sql()
                .sql(ENTRY + " WHERE i.decision_id = ? AND i.decided_at = ?")
                .params(decision, Timestamp.from(decidedAt))
                .query(InferenceLog::entry)
                .optional();
    }

    /** The newest decision about somebody. @param pseudonyms of the applicant's code */
    public Optional<UUID> newestAbout(Collection<String> pseudonyms) {
        return database.sql()
                .sql(
                        "SELECT decision_id FROM inference_log WHERE subject = ANY (?) ORDER BY ts DESC, decision_id DESC LIMIT 1")
                .param(pseudonyms.toArray(String[]::new))
                .query(UUID.class)
                .optional();
    }

    /** What is known by now of what came of a decision. */
    Optional<Boolean> hired(UUID decision, Instant decidedAt) {
        return database.sql()
                .sql("SELECT hired FROM prediction_outcome WHERE decision_id = ? AND decided_at = ?")
                .params(decision, Timestamp.from(decidedAt))
                .query(Boolean.class)
                .optional();
    }

    /** By hour, the earliest first; hours without any are left out. */
    public List<Hour> hours(Instant from, Instant to) {
        return database.sql()
                .sql(
                        "SELECT date_trunc('hour', ts) AS hour, count(*) AS n, count(*) FILTER (WHERE decision) AS yes, avg(score) AS mean"
                                + " FROM inference_log WHERE decided_at >= ? AND decided_at < ? GROUP BY 1 ORDER BY 1")
                .params(Timestamp.from(from), Timestamp.from(to))
                .query((row, _) -> new Hour(
                        row.getTimestamp("hour").toInstant(),
                        row.getLong("n"),
                        row.getLong("yes"),
                        row.getDouble("mean")))
                .list();
    }

    /** What came of decisions taken in that time. */
    public Realised realised(Instant from, Instant to) {
        return database.sql()
                .sql("""
                        SELECT count(*), count(*) FILTER (WHERE i.decision), count(*) FILTER (WHERE o.hired),
                               count(*) FILTER (WHERE i.decision AND o.hired)
                        FROM inference_log i JOIN prediction_outcome o USING (decision_id, decided_at)
                        WHERE i.decided_at >= ? AND i.decided_at < ?
                        """)
                .params(Timestamp.from(from), Timestamp.from(to))
                .query((row, _) -> new Realised(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("decision_id", UUID.class),
                row.getTimestamp("ts").toInstant(),
                row.getString("model_mode"),
                row.getDouble("model_threshold"),
                row.getString("model_path"),
                row.getDouble("score"),
                row.getBoolean("decision"),
                row.getString("codigo_profissional"),
                row.getObject("hired", Boolean.class));
    }
}
