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
    static final int LOOKED_AT = 20_000;

    /** Answers of one time among which these are drawn; of more only those in {@link Slices} of it are come upon at all. */
    static final int DRAWN_FROM = 200_000;

    /** Values of the four last hexadecimal digits of a decision, which are random. */
    private static final int ID_DIGITS = 1 << 16;

    private static final String WITHIN =
            "model = :model AND decision >= :lowest AND decision < :upper AND decided_at >= :from AND decided_at < :to";

    /**
     * Of each slice of the time the same share of the answers; an index has all that is asked. {@code OFFSET 0}, here and below, says to go
     * by the index for each: without fresh statistics of a log that grows the whole of it would be joined.
     */
    private static final String DRAWN = "SELECT e.* FROM unnest(:lows::uuid[], :highs::uuid[]) AS slice(low, high)"
            + " CROSS JOIN LATERAL (SELECT decision, decided_at FROM event WHERE model = :model"
            + " AND version = :version AND decision >= slice.low AND decision < slice.high"
            + " AND decided_at >= :from AND decided_at < :to"
            + " AND ('x' || right(decision::text, 4))::bit(16)::int < :drawn OFFSET 0) e";

    /** These with what the events themselves say. */
    private static final String ANSWERS = "SELECT e.* FROM (" + DRAWN + ") drawn CROSS JOIN LATERAL (SELECT decision,"
            + " decided_at, body, micros FROM event WHERE model = :model AND version = :version"
            + " AND decision = drawn.decision AND decided_at = drawn.decided_at OFFSET 0) e";

    private final Database database;
    private final CanaryLog outcomes;

    QualityLog(Database database) {
        this.database = database;
        this.outcomes = new CanaryLog(database);
    }

    /** @param newest of the answers, {@code null} for none */
    record Measured(QualityTally tally, @Nullable Instant newest) {}

    /**
     * What is counted, not only looked at.
     *
     * @param answers of the version
     * @param plain outside of trials and experiments those that were the version's to give, @param fallbacks and of these those that the
     *     fallback gave
     * @param newest of the version's answers, {@code null} for none
     */
    record Counted(
            long answers,
            long plain,
            long fallbacks,
            @Nullable Instant newest) {}

    /**
     * @param counted of that time already, {@code null} for not yet
     * @param now truths that are missing by then are missing
     * @param soon outcomes that take no longer are prompt
     */
    Measured measure(
            ModelPipeline<?, ?> pipeline,
            int version,
            Instant from,
            Instant to,
            @Nullable Counted counted,
            Instant now,
            Duration soon) {
        Span whole = new Span(pipeline.model(), version, from, to, Slices.whole(from, to), ID_DIGITS);
        Counted given = counted == null ? count(whole) : counted;
        if (given.answers == 0) {
            return new Measured(plus(QualityTally.NONE, given), null);
        }
        double sliced = Math.min(1, (double) DRAWN_FROM / given.answers);
        double drawn = Math.min(1, LOOKED_AT / (sliced * given.answers));
        Span span = new Span(
                pipeline.model(), version, from, to, Slices.of(from, to, sliced), (int) Math.ceil(ID_DIGITS * drawn));
        Outcomes possible = pipeline.outcomes();
        RolloutPolicy.@Nullable Shadow shadow = pipeline.rollout().shadow();
        int hitAt = Objects.requireNonNullElse(shadow, RolloutPolicy.Shadow.STANDARD)
                .hitAt();
        Arm arm = possible.grades().isEmpty()
                ? Arm.NONE
                : outcomes.answers(span.model, version, from, to, possible, hitAt);
        long[] prompt = possible.grades().isEmpty() ? new long[2] : prompt(span, possible, soon);
        QualityTally tally = new QualityTally(
                given.answers,
                arm.answers(),
                arm.answered(),
                arm.hits(),
                prompt[0],
                prompt[1],
                given.plain,
                given.fallbacks,
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
                given.newest);
    }

    private record Span(String model, int version, Instant from, Instant to, Slices slices, int drawn) {}

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

    /** Of the sample. */
    private JdbcClient.StatementSpec sampled(Span span, String sql) {
        return database.sql()
                .sql(sql)
                .param("model", span.model)
                .param("version", span.version)
                .param("from", Timestamp.from(span.from))
                .param("to", Timestamp.from(span.to))
                .param("drawn", span.drawn)
                .param("lows", span.slices.lows().toArray(String[]::new))
                .param("highs", span.slices.highs().toArray(String[]::new));
    }

    private static QualityTally plus(QualityTally tally, Counted counted) {
        return tally.plus(new QualityTally(
                0, 0, 0, 0, 0, 0, counted.plain, counted.fallbacks, Map.of(), Moments.NONE, 0, List.of()));
    }

    /** One pass over an index that has all that is asked. */
    private Counted count(Span span) {
        return query(span, """
                        SELECT count(*) FILTER (WHERE version = :version),
                               count(*) FILTER (WHERE arm IS NULL AND (version IS NULL OR version = :version)),
                               count(*) FILTER (WHERE arm IS NULL AND version IS NULL),
                               max(decided_at) FILTER (WHERE version = :version)
                        FROM event WHERE %s
                        """.formatted(WITHIN))
                .query((row, _) -> {
                    @Nullable Timestamp newest = row.getTimestamp(4);
                    return new Counted(
                            row.getLong(1), row.getLong(2), row.getLong(3), newest == null ? null : newest.toInstant());
                })
                .single();
    }

    /** Answers, and those of them of which something came soon. */
    private long[] prompt(Span span, Outcomes possible, Duration soon) {
        return sampled(span, """
                        SELECT count(*), count(*) FILTER (WHERE EXISTS (
                            SELECT FROM event e WHERE e.decision = a.decision AND e.decided_at = a.decided_at
                            AND e.type = ANY (:types) AND e.at <= a.decided_at + make_interval(secs => :soon)))
                        FROM (%s) a
                        """.formatted(DRAWN))
                .param("types", possible.types().toArray(String[]::new))
                .param("soon", (double) soon.toSeconds())
                .query((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }

    private Map<Integer, Long> times(Span span) {
        Map<Integer, Long> times = new HashMap<>();
        sampled(
                        span,
                        "SELECT ceil(:steps * log(2, greatest(micros, 1)))::int, count(*) FROM (" + ANSWERS
                                + ") a WHERE micros IS NOT NULL GROUP BY 1")
                .param("steps", QualityTally.STEPS)
                .query(row -> {
                    times.put(row.getInt(1), row.getLong(2));
                });
        return times;
    }

    /** The gain is the grade itself, an item's being the highest of what came of it; lists of which nothing came are left out. */
    private QualityTally ranked(Span span, Ranking form, Outcomes possible) {
        List<String> types = possible.types();
        Moments ndcg = sampled(span, """
                        WITH a AS (%s),
                        graded AS (
                            SELECT a.decision, substring(e.body->>'position' FROM '^[1-9]\\d{0,5}$')::int AS place,
                                   max(g.grade) AS grade
                            FROM a CROSS JOIN LATERAL (SELECT type, body FROM event WHERE decision = a.decision
                                AND decided_at = a.decided_at AND type = ANY (:types) OFFSET 0) e
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
                        """.formatted(DRAWN))
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
        JdbcClient.StatementSpec query = sampled(span, """
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
