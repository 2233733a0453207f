package tino.lifecycle.experiment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tino.lifecycle.database.Database;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.experiment.ExperimentReport.Arm;
import tino.lifecycle.experiment.ExperimentReport.Measure;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.statistic.Moments;
import tino.lifecycle.statistic.Preference;

/** What came of the answers of an experiment, read from the event log. */
public final class ExperimentLog {
    private static final String ANSWERS = """
            FROM event a
            WHERE a.model = :model AND a.decision >= :lowest AND a.decided_at >= :from AND a.decided_at < :to AND a.arm = :arm
            """;

    private final Database database;

    /** @param database with the tables of the module {@code lifecycle} */
    public ExperimentLog(Database database) {
        this.database = database;
    }

    /**
     * How the experiment stands, or stood when it ended.
     *
     * @param hitAt how far down an item is among the first
     */
    public ExperimentReport report(Experiment experiment, Outcomes outcomes, int hitAt) {
        if (experiment.kind() == Experiment.Kind.INTERLEAVED) {
            return ExperimentReport.of(experiment, preference(experiment, outcomes));
        }
        Map<Variant, Arm> arms = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            arms.put(variant, arm(experiment, variant, outcomes, hitAt));
        }
        return ExperimentReport.of(experiment, arms);
    }

    /** Answers are added up by person first: who takes part is drawn by person, so people are what is independent. */
    private Arm arm(Experiment experiment, Variant variant, Outcomes outcomes, int hitAt) {
        StatementSpec query = database.sql().sql("""
                SELECT count(*) AS people, coalesce(sum(n), 0) AS n, sum(n * n) AS nn,
                       sum(grade) AS x0, sum(grade * grade) AS xx0, sum(grade * n) AS xn0,
                       sum(hit) AS x1, sum(hit * hit) AS xx1, sum(hit * n) AS xn1,
                       sum(ctr) AS x2, sum(ctr * ctr) AS xx2, sum(ctr * n) AS xn2
                FROM (SELECT count(*) AS n, sum(o.grade) AS grade, sum(o.hit) AS hit, sum(o.ctr) AS ctr
                      FROM (SELECT decision, decided_at, coalesce(subject, decision::text) AS person
                """ + ANSWERS + """
                      ) a
                      CROSS JOIN LATERAL (
                          SELECT (count(*) > 0)::int AS ctr, coalesce(max(g.grade), 0)::float8 AS grade,
                                 coalesce(max((e.type = ANY (:successes)
                                               AND coalesce((e.body->>'position')::int, 1) <= :hitAt)::int), 0) AS hit
                          FROM (%s) e JOIN unnest(:types, :grades) AS g(type, grade) ON g.type = e.type) o
                      GROUP BY a.person) p
                """.formatted(outcomes.query("a")));
        return about(query, experiment, experiment.arm(variant), outcomes)
                .param("successes", outcomes.successes().toArray(String[]::new))
                .param(
                        "grades",
                        outcomes.types().stream()
                                .map(type -> outcomes.grades().get(type))
                                .toArray(Double[]::new))
                .param("hitAt", hitAt)
                .query((row, index) -> arm(row))
                .single();
    }

    private static Arm arm(ResultSet row) throws SQLException {
        Map<Measure, Moments> measures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            int i = measure.ordinal();
            measures.put(
                    measure,
                    Moments.ofRatio(
                            row.getLong("people"),
                            row.getDouble("x" + i),
                            row.getDouble("n"),
                            row.getDouble("xx" + i),
                            row.getDouble("nn"),
                            row.getDouble("xn" + i)));
        }
        return new Arm(row.getLong("people"), row.getLong("n"), measures);
    }

    /** A list is won by whose items more came of; of lists that nothing came of nothing is learned. */
    private Preference preference(Experiment experiment, Outcomes outcomes) {
        StatementSpec query = database.sql().sql("""
                SELECT count(*) FILTER (WHERE a > b), count(*) FILTER (WHERE a < b), count(*) FILTER (WHERE a = b)
                FROM (SELECT count(DISTINCT e.item) FILTER (WHERE t.team = 'A') AS a,
                             count(DISTINCT e.item) FILTER (WHERE t.team = 'B') AS b
                      FROM (SELECT decision, decided_at, body->>'%s' AS teams
                """.formatted(Experiment.TEAMS) + ANSWERS + """
                      ) a
                      JOIN event e ON e.decision = a.decision AND e.decided_at = a.decided_at AND e.type = ANY (:types)
                      CROSS JOIN LATERAL (SELECT substr(a.teams, (e.body->>'position')::int, 1) AS team) t
                      GROUP BY a.decision) c
                WHERE a + b > 0
                """);
        return about(query, experiment, experiment.arm(null), outcomes)
                .query((row, index) -> new Preference(row.getInt(1), row.getInt(2), row.getInt(3)))
                .single();
    }

    private static StatementSpec about(StatementSpec query, Experiment experiment, String arm, Outcomes outcomes) {
        Instant from = experiment.startedAt();
        return query.param("model", experiment.model())
                .param("lowest", new UUID(from.toEpochMilli() << 16, 0))
                // Decisions know milliseconds.
                .param("from", Timestamp.from(Instant.ofEpochMilli(from.toEpochMilli())))
                .param("to", Timestamp.from(Objects.requireNonNullElse(experiment.endedAt(), FOREVER)))
                .param("arm", arm)
                .param("types", outcomes.types().toArray(String[]::new));
    }

    /** The latest time that the log keeps decisions of. */
    private static final Instant FOREVER = Instant.parse("2200-01-01T00:00:00Z");
}
