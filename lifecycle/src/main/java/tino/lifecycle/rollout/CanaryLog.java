package tino.lifecycle.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import tino.lifecycle.database.Database;
import tino.lifecycle.rollout.CanaryEvidence.Arm;

/** What came of live answers, read from the event log: nothing is counted twice, because nothing is kept twice. */
final class CanaryLog {
    /** Newest answers of an arm that are looked at; enough for any decision, and it bounds what a look costs. */
    static final int NEWEST = 10_000;

    private final Database database;

    CanaryLog(Database database) {
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

    private Arm arm(Rollout rollout, String arm, Instant since, Outcomes outcomes, int hitAt) {
        return database.sql()
                .sql("""
                        SELECT count(*), count(*) FILTER (WHERE o.any), count(*) FILTER (WHERE o.hit)
                        FROM (SELECT decision, decided_at FROM event
                              WHERE model = :model AND decision >= :lowest AND decided_at >= :since AND arm = :arm
                              ORDER BY decision DESC LIMIT :newest) a
                        CROSS JOIN LATERAL (
                            SELECT count(*) > 0 AS any,
                                   coalesce(bool_or(e.type = ANY (:successes)
                                                    AND substring(coalesce(e.body->>'position', '1') FROM '^\\d{1,9}$')::int
                                                        <= :hitAt), false) AS hit
                            FROM event e
                            WHERE e.decision = a.decision AND e.decided_at = a.decided_at AND e.type = ANY (:outcomes)) o
                        """)
                .param("model", rollout.model())
                .param("lowest", ShadowLog.lowest(since))
                .param("since", Timestamp.from(since))
                .param("arm", arm)
                .param("newest", NEWEST)
                .param("successes", outcomes.successes().toArray(String[]::new))
                .param("outcomes", outcomes.types().toArray(String[]::new))
                .param("hitAt", hitAt)
                .query((row, index) -> new Arm(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }
}
