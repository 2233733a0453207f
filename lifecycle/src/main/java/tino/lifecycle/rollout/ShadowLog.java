package tino.lifecycle.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;

/** The table {@code shadow_log}: what versions on trial would have answered, and later what came of it. */
public final class ShadowLog {
    /** So many successes make any figure sure; more are not read. */
    private static final int FOUND = 20_000;

    private final Database database;

    /** @param database with the tables of the module {@code lifecycle} */
    public ShadowLog(Database database) {
        this.database = database;
    }

    /**
     * One item of one decision. For an answer as a whole, e.g. yes or no, {@code item} is {@code null}, rank 1 stands for yes
     * and {@code null} for no.
     *
     * @param item what is ranked
     * @param rankControl 1 is the top, {@code null}: not among those answered
     * @param weight 1 / how likely the item was looked at where it was shown; 1 where that is not known, 0 where it was not
     *     shown at all
     * @param group for fairness, {@code null}: of none
     */
    public record Item(
            @Nullable String item,
            @Nullable Integer rankControl,
            @Nullable Integer rankShadow,
            double scoreControl,
            double scoreShadow,
            double weight,
            @Nullable String group) {}

    /** One decision answered unseen. @param micros it took the version */
    public record Case(
            UUID rollout, UUID decision, @Nullable String subject, long micros, List<Item> items) {}

    private record Row(Case of, Item item) {}

    /** Stores the cases in one statement. */
    public void append(List<Case> cases) {
        List<Row> rows = cases.stream()
                .flatMap(one -> one.items().stream().map(item -> new Row(one, item)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        database.sql()
                .sql("""
                        INSERT INTO shadow_log (shadow_id, rollout, at, decision, subject, item, rank_control, rank_shadow,
                                                score_control, score_shadow, weight, item_group, micros)
                        SELECT gen_random_uuid(), * FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::text[],
                                ?::smallint[], ?::smallint[], ?::float8[], ?::float8[], ?::real[], ?::text[], ?::int[])
                        """)
                .param(array(rows, row -> row.of.rollout(), UUID[]::new))
                .param(array(rows, row -> Timestamp.from(DecisionId.time(row.of.decision())), Timestamp[]::new))
                .param(array(rows, row -> row.of.decision(), UUID[]::new))
                .param(array(rows, row -> row.of.subject(), String[]::new))
                .param(array(rows, row -> row.item.item(), String[]::new))
                .param(array(rows, row -> row.item.rankControl(), Integer[]::new))
                .param(array(rows, row -> row.item.rankShadow(), Integer[]::new))
                .param(array(rows, row -> row.item.scoreControl(), Double[]::new))
                .param(array(rows, row -> row.item.scoreShadow(), Double[]::new))
                .param(array(rows, row -> row.item.weight(), Double[]::new))
                .param(array(rows, row -> row.item.group(), String[]::new))
                .param(array(rows, row -> (int) Math.min(Integer.MAX_VALUE, row.of.micros()), Integer[]::new))
                .update();
    }

    private static <T> @Nullable T[] array(
            List<Row> rows, Function<Row, @Nullable T> part, java.util.function.IntFunction<@Nullable T[]> maker) {
        return rows.stream().map(part).toArray(maker);
    }

    /**
     * Brings the labels up to what the event log says. May be repeated, and events may come in any order.
     *
     * @return labels that changed
     */
    int label(Rollout rollout, Outcomes outcomes) {
        if (outcomes.grades().isEmpty()) {
            return 0;
        }
        List<String> types = outcomes.types();
        return database.sql()
                .sql("""
                        UPDATE shadow_log s SET label = o.grade FROM (
                            SELECT s.shadow_id, max(g.grade) AS grade
                            FROM (SELECT DISTINCT decision, at AS decided_at FROM shadow_log
                                  WHERE rollout = :rollout AND decision >= :since) d
                            CROSS JOIN LATERAL (%s) e
                            JOIN unnest(:types::text[], :grades::real[]) AS g(type, grade) ON g.type = e.type
                            JOIN shadow_log s ON s.rollout = :rollout AND s.decision = e.decision
                                             AND (s.item IS NULL OR s.item = e.item)
                            GROUP BY s.shadow_id) o
                        WHERE s.shadow_id = o.shadow_id AND s.label IS DISTINCT FROM o.grade
                        """.formatted(outcomes.query("d")))
                .param("rollout", rollout.id())
                .param("since", DecisionId.lowest(rollout.since()))
                .param("types", types.toArray(String[]::new))
                .param(
                        "grades",
                        types.stream().map(type -> outcomes.grades().get(type)).toArray(Double[]::new))
                .update();
    }

    /** What was gathered since the rollout is where it is. @param hitAt how far down is among the first */
    ShadowEvidence evidence(Rollout rollout, Outcomes outcomes, int hitAt) {
        UUID since = DecisionId.lowest(rollout.since());
        List<ShadowEvidence.Found> found = database.sql()
                .sql("""
                        SELECT decision, rank_control, rank_shadow, weight FROM (
                            SELECT decision, rank_control, weight, label,
                                   CASE WHEN item IS NULL THEN rank_shadow
                                        ELSE (rank() OVER (PARTITION BY decision ORDER BY rank_shadow NULLS LAST))::int END AS rank_shadow
                            FROM shadow_log
                            WHERE rollout = :rollout AND weight > 0 AND decision IN (
                                SELECT decision FROM shadow_log
                                WHERE rollout = :rollout AND decision >= :since AND label >= :success)) s
                        WHERE label >= :success ORDER BY decision DESC LIMIT :most
                        """)
                .param("rollout", rollout.id())
                .param("since", since)
                .param("success", outcomes.success())
                .param("most", FOUND)
                .query((row, index) -> new ShadowEvidence.Found(
                        row.getObject("decision", UUID.class),
                        row.getObject("rank_control", Integer.class),
                        row.getObject("rank_shadow", Integer.class),
                        row.getDouble("weight")))
                .list();
        double[] gaps = database.sql()
                .sql("""
                        SELECT max(control) - min(control), max(shadow) - min(shadow) FROM (
                            SELECT avg((coalesce(rank_control, 32767) <= ?)::int)::float8 AS control,
                                   avg((coalesce(rank_shadow, 32767) <= ?)::int)::float8 AS shadow
                            FROM shadow_log WHERE rollout = ? AND decision >= ? AND item_group IS NOT NULL
                            GROUP BY item_group) g
                        """)
                .params(hitAt, hitAt, rollout.id(), since)
                .query((row, index) ->
                        new double[] {number(row.getObject(1, Double.class)), number(row.getObject(2, Double.class))})
                .single();
        return database.sql()
                .sql("""
                        SELECT count(*), percentile_disc(0.95) WITHIN GROUP (ORDER BY micros) / 1000.0::float8 FROM (
                            SELECT max(micros) AS micros FROM shadow_log WHERE rollout = ? AND decision >= ? GROUP BY decision) d
                        """)
                .params(rollout.id(), since)
                .query((row, index) -> new ShadowEvidence(
                        row.getLong(1), found, gaps[0], gaps[1], number(row.getObject(2, Double.class))))
                .single();
    }

    /**
     * How versions in shadow did over a time, as the users' plan for their legal ranking compares them (its query "Hit@3 Shadow
     * vs Legacy"): of what succeeded, the part that was, and would have been, among the first.
     *
     * @param decisions answered unseen
     * @param successes items that came to a success
     * @param hitControl of these, the part among the first where they were shown; NaN where there is none
     * @param hitShadow and where the version would have shown them
     * @param mrrControl mean of 1 / rank, 0 for what was not there
     */
    public record Week(
            int version,
            long decisions,
            long successes,
            double hitControl,
            double hitShadow,
            double mrrControl,
            double mrrShadow) {}

    /**
     * Each version that answered unseen in {@code [from, to)}, by its number.
     *
     * @param success grade from which an outcome is a success
     * @param hitAt how far down is among the first
     */
    public List<Week> weeks(String model, Instant from, Instant to, double success, int hitAt) {
        return database.sql()
                .sql("""
                        WITH shadow AS (
                            SELECT s.*, r.version FROM shadow_log s JOIN rollout r ON r.id = s.rollout
                            WHERE r.model = :model AND s.at >= :from AND s.at < :to),
                        positions AS (
                            SELECT version, decision, item, min(rank_control) AS control, min(rank_shadow) AS shadow
                            FROM shadow WHERE label >= :success GROUP BY version, decision, item),
                        hits AS (
                            SELECT version, count(*) AS successes,
                                   avg((coalesce(control, 32767) <= :hitAt)::int)::float8 AS hit_control,
                                   avg((coalesce(shadow, 32767) <= :hitAt)::int)::float8 AS hit_shadow,
                                   avg(coalesce(1.0 / control, 0))::float8 AS mrr_control,
                                   avg(coalesce(1.0 / shadow, 0))::float8 AS mrr_shadow
                            FROM positions GROUP BY version)
                        SELECT d.version, d.decisions, coalesce(h.successes, 0),
                               h.hit_control, h.hit_shadow, h.mrr_control, h.mrr_shadow
                        FROM (SELECT version, count(DISTINCT decision) AS decisions FROM shadow GROUP BY version) d
                        LEFT JOIN hits h ON h.version = d.version ORDER BY d.version
                        """)
                .param("model", model)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("success", success)
                .param("hitAt", hitAt)
                .query((row, index) -> new Week(
                        row.getInt(1),
                        row.getLong(2),
                        row.getLong(3),
                        number(row.getObject(4, Double.class)),
                        number(row.getObject(5, Double.class)),
                        number(row.getObject(6, Double.class)),
                        number(row.getObject(7, Double.class))))
                .list();
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
