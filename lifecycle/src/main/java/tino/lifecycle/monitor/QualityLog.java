package tino.lifecycle.monitor;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.AnswerForm.Classification;
import tino.lifecycle.quality.AnswerForm.Ranking;
import tino.lifecycle.quality.AnswerForm.Truth;
import tino.lifecycle.quality.QualityTally;
import tino.lifecycle.quality.QualityTally.Cell;
import tino.lifecycle.rollout.CanaryEvidence.Arm;
import tino.lifecycle.rollout.CanaryLog;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.statistic.Moments;

/** What a version's answers of some time came to, added up by the database: no answer of them is read here. */
final class QualityLog {
    /** Answers of one time that are looked at; of more an even sample is, so that a look costs the same on any day. */
    private static final int LOOKED_AT = 20_000;

    /** Values of the four last hexadecimal digits of a decision, which are random. */
    private static final int ID_DIGITS = 1 << 16;

    private static final String WITHIN =
            "model = :model AND decision >= :lowest AND decision < :upper AND decided_at >= :from AND decided_at < :to";

    private static final String ANSWERS = "SELECT decision, decided_at, body, micros FROM event WHERE " + WITHIN
            + " AND version = :version AND ('x' || right(decision::text, 4))::bit(16)::int < :drawn";

    private final Database database;
    private final EventLog events;
    private final CanaryLog outcomes;

    QualityLog(Database database, EventLog events) {
        this.database = database;
        this.events = events;
        this.outcomes = new CanaryLog(database);
    }

    /** @param newest of the answers, {@code null} for none */
    record Measured(QualityTally tally, @Nullable Instant newest) {}

    /**
     * @param now truths that are missing by then are missing
     * @param soon outcomes that take no longer are prompt
     */
    Measured measure(ModelPipeline<?, ?> pipeline, int version, Instant from, Instant to, Instant now, Duration soon) {
        EventLog.Answers given = events.answers(pipeline.model(), version, from, to);
        Span span = new Span(pipeline.model(), version, from, to, drawn(given.count()));
        long[] plain = plain(span);
        if (given.count() == 0) {
            return new Measured(plus(QualityTally.NONE, plain), null);
        }
        Outcomes possible = pipeline.outcomes();
        RolloutPolicy.@Nullable Shadow shadow = pipeline.rollout().shadow();
        int hitAt = Objects.requireNonNullElse(shadow, RolloutPolicy.Shadow.STANDARD)
                .hitAt();
        Arm arm = possible.grades().isEmpty()
                ? Arm.NONE
                : outcomes.answers(span.model, version, from, to, possible, hitAt);
        long[] prompt = possible.grades().isEmpty() ? new long[2] : prompt(span, possible, soon);
        QualityTally tally = new QualityTally(
                given.count(),
                arm.answers(),
                arm.answered(),
                arm.hits(),
                prompt[0],
                prompt[1],
                plain[0],
                plain[1],
                times(span),
                Moments.NONE,
                0,
                List.of());
        AnswerForm form = pipeline.answerForm().orElse(null);
        return new Measured(
                switch (form) {
                    case Ranking ranking -> tally.plus(ranked(span, ranking, possible));
                    case Classification classes -> tally.plus(classified(span, classes, now));
                    case null -> tally;
                },
                given.newest());
    }

    private record Span(String model, int version, Instant from, Instant to, int drawn) {}

    private static int drawn(long answers) {
        return answers <= LOOKED_AT ? ID_DIGITS : (int) Math.max(1, ID_DIGITS * (double) LOOKED_AT / answers);
    }

    private JdbcClient.StatementSpec query(Span span, String sql) {
        return database.sql()
                .sql(sql)
                .param("model", span.model)
                .param("version", span.version)
                .param("from", Timestamp.from(span.from))
                .param("to", Timestamp.from(span.to))
                .param("lowest", DecisionId.lowest(span.from))
                .param("upper", DecisionId.lowest(span.to));
    }

    private static QualityTally plus(QualityTally tally, long[] plain) {
        return tally.plus(new QualityTally(0, 0, 0, 0, 0, 0, plain[0], plain[1], Map.of(), Moments.NONE, 0, List.of()));
    }

    /** Answers outside of trials and experiments, and those of them that the fallback gave. */
    private long[] plain(Span span) {
        return query(
                        span,
                        "SELECT count(*), count(*) FILTER (WHERE version IS NULL) FROM event WHERE " + WITHIN
                                + " AND arm IS NULL AND (version IS NULL OR version = :version)")
                .query((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }

    /** Answers, and those of them of which something came soon. */
    private long[] prompt(Span span, Outcomes possible, Duration soon) {
        return query(span, """
                        SELECT count(*), count(*) FILTER (WHERE EXISTS (
                            SELECT FROM event e WHERE e.decision = a.decision AND e.decided_at = a.decided_at
                            AND e.type = ANY (:types) AND e.at <= a.decided_at + make_interval(secs => :soon)))
                        FROM (%s) a
                        """.formatted(ANSWERS))
                .param("drawn", span.drawn)
                .param("types", possible.types().toArray(String[]::new))
                .param("soon", (double) soon.toSeconds())
                .query((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }

    private Map<Integer, Long> times(Span span) {
        Map<Integer, Long> times = new HashMap<>();
        query(
                        span,
                        "SELECT ceil(:steps * log(2, greatest(micros, 1)))::int, count(*) FROM (" + ANSWERS
                                + ") a WHERE micros IS NOT NULL GROUP BY 1")
                .param("steps", QualityTally.STEPS)
                .param("drawn", span.drawn)
                .query(row -> {
                    times.put(row.getInt(1), row.getLong(2));
                });
        return times;
    }

    /** The gain is the grade itself, an item's being the highest of what came of it; lists of which nothing came are left out. */
    private QualityTally ranked(Span span, Ranking form, Outcomes possible) {
        List<String> types = possible.types();
        Moments ndcg = query(span, """
                        WITH a AS (%s),
                        graded AS (
                            SELECT a.decision, substring(e.body->>'position' FROM '^[1-9]\\d{0,5}$')::int AS place,
                                   max(g.grade) AS grade
                            FROM a JOIN event e ON e.decision = a.decision AND e.decided_at = a.decided_at
                            JOIN unnest(:types::text[], :grades::float8[]) g(type, grade) ON g.type = e.type
                            GROUP BY 1, 2),
                        ranked AS (
                            SELECT *, row_number() OVER (PARTITION BY decision ORDER BY grade DESC) AS best
                            FROM graded WHERE place IS NOT NULL AND grade > 0),
                        list AS (
                            SELECT coalesce(sum(grade / ln(place + 1)) FILTER (WHERE place <= :cutoff), 0)
                                   / sum(grade / ln(best + 1)) FILTER (WHERE best <= :cutoff) AS ndcg
                            FROM ranked GROUP BY decision)
                        SELECT count(*), coalesce(avg(ndcg), 0), coalesce(var_samp(ndcg), 0) FROM list
                        """.formatted(ANSWERS))
                .param("drawn", span.drawn)
                .param("types", types.toArray(String[]::new))
                .param(
                        "grades",
                        types.stream().map(type -> possible.grades().get(type)).toArray(Double[]::new))
                .param("cutoff", form.cutoff())
                .query((row, _) -> new Moments(row.getLong(1), row.getDouble(2), row.getDouble(3)))
                .single();
        return new QualityTally(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), ndcg, 0, List.of());
    }

    private QualityTally classified(Span span, Classification form, Instant now) {
        Truth truth = form.truth();
        Duration ripe = truth.ripe();
        String said = truth.field() == null
                ? "NOT e.type = ANY (:no)"
                : "CASE WHEN e.type = ANY (:no) THEN false WHEN e.body->>:field IN ('true', '1') THEN true WHEN e.body->>:field IN ('false', '0') THEN false END";
        JdbcClient.StatementSpec query = query(span, """
                        WITH a AS (%s),
                        said AS (
                            SELECT CASE WHEN body->>:probability ~ '^\\d(\\.\\d{1,40})?([eE]-?[0-2]?\\d{1,2})?$'
                                        THEN (body->>:probability)::float8 END AS p,
                                   CASE WHEN body->>:decision IN ('true', '1') THEN true
                                        WHEN body->>:decision IN ('false', '0') THEN false END AS yes,
                                   coalesce(t.truth, CASE WHEN a.decided_at < :ripe THEN false END) AS truth
                            FROM a LEFT JOIN LATERAL (
                                SELECT s.truth FROM (SELECT %s AS truth, e.at, e.id FROM event e WHERE e.decision = a.decision
                                    AND e.decided_at = a.decided_at AND e.type = ANY (:types)) s
                                WHERE s.truth IS NOT NULL%s LIMIT 1) t ON true),
                        cell AS (
                            SELECT *, CASE WHEN p <= 1 AND yes IS NOT NULL
                                           THEN least(floor(p * :bins)::int, :bins - 1) END AS bin FROM said)
                        SELECT bin, bin IS NOT NULL AND yes, count(*), sum(p), count(truth),
                               coalesce(sum(p) FILTER (WHERE truth IS NOT NULL), 0), count(*) FILTER (WHERE truth)
                        FROM cell GROUP BY 1, 2 ORDER BY 1, 2
                        """.formatted(ANSWERS, said, Outcomes.LAST_WORD_FIRST))
                .param("drawn", span.drawn)
                .param("probability", form.probability())
                .param("decision", form.decision())
                .param("types", truth.types().keySet().toArray(String[]::new))
                .param(
                        "no",
                        truth.types().entrySet().stream()
                                .filter(type -> !type.getValue())
                                .map(Map.Entry::getKey)
                                .toArray(String[]::new))
                .param("ripe", Timestamp.from(ripe == null ? Instant.EPOCH : now.minus(ripe)))
                .param("bins", QualityTally.BINS);
        long[] unreadable = new long[1];
        List<Cell> cells = (truth.field() == null ? query : query.param("field", truth.field()))
                        .query((row, _) -> {
                            @Nullable Integer bin = row.getObject(1, Integer.class);
                            if (bin == null) {
                                unreadable[0] += row.getLong(3);
                            }
                            return new Cell(
                                    bin == null ? -1 : bin,
                                    row.getBoolean(2),
                                    row.getLong(3),
                                    row.getDouble(4),
                                    row.getLong(5),
                                    row.getDouble(6),
                                    row.getLong(7));
                        })
                        .list()
                        .stream()
                        .filter(cell -> cell.bin() >= 0)
                        .toList();
        return new QualityTally(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Moments.NONE, unreadable[0], cells);
    }
}
