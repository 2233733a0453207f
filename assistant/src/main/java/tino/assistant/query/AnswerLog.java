package tino.assistant.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.language.metric.HumanRating;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.statistic.Interval;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The views {@code assistant_answer} and {@code assistant_rating} and the table of questions that authors have dealt with. */
public final class AnswerLog {
    private final Database database;

    public AnswerLog(Database database) {
        this.database = database;
    }

    /** @param liked what people said of it last, {@code null} for nothing */
    record Stored(
            UUID id, Instant at, JsonNode body, @Nullable Boolean liked) {}

    /** What was answered then. */
    Optional<Stored> find(UUID id) {
        if (id.version() != 7) {
            return Optional.empty();
        }
        return database.sql()
                .sql(
                        "SELECT a.query_id, a.at, a.body, r.liked FROM assistant_answer a"
                                + " LEFT JOIN assistant_rating r USING (query_id, decided_at) WHERE a.query_id = ? AND a.decided_at = ?")
                .params(id, Timestamp.from(DecisionId.time(id)))
                .query((row, number) -> new Stored(
                        row.getObject("query_id", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        JsonMapper.shared().readTree(row.getString("body")),
                        liked(row)))
                .optional();
    }

    private static @Nullable Boolean liked(ResultSet row) throws SQLException {
        boolean liked = row.getBoolean("liked");
        return row.wasNull() ? null : liked;
    }

    /**
     * How those of one kind did.
     *
     * @param of what they have in common, e.g. the name of a provider
     * @param p50 milliseconds, likewise p95 and p99
     */
    public record Share(
            String of,
            long answers,
            long refused,
            long cached,
            double cost,
            double p50,
            double p95,
            double p99,
            long up,
            long down) {
        /** What people thought of them, with its interval of 95 %; not a number where nobody rated any. */
        public Interval liked() {
            return new HumanRating(up, down).share(.95);
        }
    }

    /** By a column of the view, most used first. */
    public List<Share> shares(By by, Instant from, Instant to) {
        return database.sql()
                .sql("""
                        SELECT %s AS what, count(*) AS answers, count(*) FILTER (WHERE refused) AS refused,
                               count(*) FILTER (WHERE cached) AS cached, coalesce(sum(cost), 0) AS cost,
                               percentile_cont(0.50) WITHIN GROUP (ORDER BY latency_ms) AS p50,
                               percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95,
                               percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms) AS p99,
                               count(*) FILTER (WHERE r.liked) AS up, count(*) FILTER (WHERE NOT r.liked) AS down
                        FROM assistant_answer a LEFT JOIN assistant_rating r USING (query_id, decided_at)
                        WHERE a.decided_at >= :from AND a.decided_at < :to
                        GROUP BY 1 ORDER BY answers DESC, what LIMIT 50""".formatted(by.expression))
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, number) -> new Share(
                        row.getString("what"),
                        row.getLong("answers"),
                        row.getLong("refused"),
                        row.getLong("cached"),
                        row.getDouble("cost"),
                        row.getDouble("p50"),
                        row.getDouble("p95"),
                        row.getDouble("p99"),
                        row.getLong("up"),
                        row.getLong("down")))
                .list();
    }

    /** What answers are told apart by. */
    public enum By {
        ALL("'all'"),
        MODEL("provider || '/' || a.model"),
        TIER("tier"),
        REASON("reason"),
        ARM("coalesce(a.body->>'arm', '–')");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }
    }

    /** @param from the hour's or day's beginning @param p95 milliseconds */
    public record Point(Instant from, long answers, long refused, double cost, double p50, double p95) {}

    /** @param unit {@code hour} or {@code day} */
    public List<Point> series(String unit, Instant from, Instant to) {
        return database.sql()
                .sql("""
                        SELECT date_trunc(:unit, at) AS start, count(*) AS answers, count(*) FILTER (WHERE refused) AS refused,
                               coalesce(sum(cost), 0) AS cost,
                               percentile_cont(0.50) WITHIN GROUP (ORDER BY latency_ms) AS p50,
                               percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95
                        FROM assistant_answer WHERE decided_at >= :from AND decided_at < :to GROUP BY 1 ORDER BY 1""")
                .param("unit", unit)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, number) -> new Point(
                        row.getTimestamp("start").toInstant(),
                        row.getLong("answers"),
                        row.getLong("refused"),
                        row.getDouble("cost"),
                        row.getDouble("p50"),
                        row.getDouble("p95")))
                .list();
    }

    /** @param times asked in the period @param disliked answered, but of no use to whoever asked */
    public record Open(String question, long times, long disliked, Instant last) {}

    /** Questions that had no answer, or one that people did not like, and that nobody has dealt with since; most asked first. */
    public List<Open> open(Instant from, int most) {
        return database.sql()
                .sql("""
                        SELECT lower(a.question) AS question, count(*) AS times, count(*) FILTER (WHERE NOT a.refused) AS disliked, max(a.at) AS last
                        FROM assistant_answer a LEFT JOIN assistant_rating r USING (query_id, decided_at)
                        WHERE a.decided_at >= :from AND (a.refused OR r.liked = false)
                          AND NOT EXISTS (SELECT 1 FROM assistant_dealt_with d WHERE d.question = sha256(convert_to(lower(a.question), 'UTF8')) AND d.at > a.at)
                        GROUP BY 1 ORDER BY times DESC, last DESC LIMIT :most""")
                .param("from", Timestamp.from(from))
                .param("most", most)
                .query((row, number) -> new Open(
                        row.getString("question"),
                        row.getLong("times"),
                        row.getLong("disliked"),
                        row.getTimestamp("last").toInstant()))
                .list();
    }

    /** @param state {@code written} or {@code out_of_scope} */
    public void dealtWith(String question, String state, String who, Instant at) {
        database.sql()
                .sql("""
                        INSERT INTO assistant_dealt_with (question, state, at, who) VALUES (sha256(convert_to(lower(:question), 'UTF8')), :state, :at, :who)
                        ON CONFLICT (question) DO UPDATE SET state = excluded.state, at = excluded.at, who = excluded.who""")
                .param("question", question)
                .param("state", state)
                .param("at", Timestamp.from(at))
                .param("who", who)
                .update();
    }

    /** Questions as they were asked, newest first. */
    public List<String> questions(Instant from, Instant to, int most) {
        return database.sql()
                .sql(
                        "SELECT question FROM assistant_answer WHERE decided_at >= ? AND decided_at < ? ORDER BY query_id DESC LIMIT ?")
                .params(Timestamp.from(from), Timestamp.from(to), most)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
