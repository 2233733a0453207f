package tino.lifecycle.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.rollout.CanaryEvidence.Arm;

/** What came of live answers, read from the event log: nothing is counted twice, because nothing is kept twice. */
public final class CanaryLog {
    /** Newest answers of an arm that are looked at; enough for any decision, and it bounds what a look costs. */
    static final int NEWEST = 10_000;

    private final Database database;

    /** @param database with the tables of the module {@code lifecycle} */
    public CanaryLog(Database database) {
        this.database = database;
    }

    /** Of the present percent; at 100 the control's newest answers are those of the percents before. @param hitAt how far down is among the first */
    CanaryEvidence evidence(Rollout rollout, Outcomes outcomes, int hitAt) {
        Instant first = Objects.requireNonNullElse(rollout.canaryAt(), rollout.since());
        return new CanaryEvidence(
                arm(rollout, rollout.canaryArm(), rollout.since(), outcomes, hitAt),
                arm(
                        rollout,
                        rollout.controlArm(),
                        rollout.percent() == 100 ? first : rollout.since(),
                        outcomes,
                        hitAt));
    }

    /** Of the answers that a version gave in {@code [from, to)}, in whatever part. @param hitAt how far down is among the first */
    public Arm answers(String model, int version, Instant from, Instant to, Outcomes outcomes, int hitAt) {
        return count(
                "version = :version AND decision < :upper",
                model,
                from,
                outcomes,
                hitAt,
                query -> query.param("version", version).param("upper", DecisionId.lowest(to)));
    }

    private Arm arm(Rollout rollout, String arm, Instant since, Outcomes outcomes, int hitAt) {
        return count("arm = :arm", rollout.model(), since, outcomes, hitAt, query -> query.param("arm", arm));
    }

    private Arm count(
            String which,
            String model,
            Instant since,
            Outcomes outcomes,
            int hitAt,
            UnaryOperator<JdbcClient.StatementSpec> more) {
        return more.apply(database.sql()
                        .sql("""
                        SELECT count(*), count(*) FILTER (WHERE o.any), count(*) FILTER (WHERE o.hit)
                        FROM (SELECT decision, decided_at FROM event
                              WHERE model = :model AND decision >= :lowest AND decided_at >= :since AND %s
                              ORDER BY decision DESC LIMIT :newest) a
                        CROSS JOIN LATERAL (
                            SELECT count(*) > 0 AS any,
                                   coalesce(bool_or(e.type = ANY (:successes)
                                                    AND substring(coalesce(e.body->>'position', '1') FROM '^\\d{1,9}$')::int
                                                        <= :hitAt), false) AS hit
                            FROM (%s) e) o
                        """.formatted(which, outcomes.query("a")))
                        .param("model", model)
                        .param("lowest", DecisionId.lowest(since))
                        .param("since", Timestamp.from(since))
                        .param("newest", NEWEST)
                        .param("successes", outcomes.successes().toArray(String[]::new))
                        .param("types", outcomes.types().toArray(String[]::new))
                        .param("hitAt", hitAt))
                .query((row, index) -> new Arm(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }
}
