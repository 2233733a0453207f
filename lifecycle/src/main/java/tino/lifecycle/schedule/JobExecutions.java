package tino.lifecycle.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.schedule.JobExecution.Outcome;

/** The table {@code job_execution}. */
final class JobExecutions {
    /** An execution without an end is under way while the lock of its job is held, see {@link Jobs#lock}. */
    private static final String ROWS = """
            SELECT e.id, e.job, e.who, e.started_at, e.ended_at, e.message,
                   coalesce(e.outcome, CASE WHEN EXISTS (
                       SELECT FROM pg_locks l
                       WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                         AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(? || e.job, 0))
                   THEN 'running' ELSE 'lost' END) AS outcome
            FROM job_execution e
            """;

    /** Executions of a job that are kept; what looks every minute would fill the table, and the list, with nothing. */
    private static final int KEPT = 100;

    private static final int LISTED = 10;

    private final Database database;

    JobExecutions(Database database) {
        this.database = database;
    }

    /** By whoever holds the job's lock: what is still without an end was lost. The oldest are forgotten. */
    long begin(String job, String who, Instant now) {
        database.sql()
                .sql("UPDATE job_execution SET outcome = 'lost', ended_at = ? WHERE job = ? AND ended_at IS NULL")
                .params(Timestamp.from(now), job)
                .update();
        database.sql()
                .sql("DELETE FROM job_execution WHERE job = ? AND id <= (SELECT id FROM job_execution WHERE job = ?"
                        + " ORDER BY id DESC OFFSET ? LIMIT 1)")
                .params(job, job, KEPT - 1)
                .update();
        return database.sql()
                .sql("INSERT INTO job_execution (job, who, started_at) VALUES (?, ?, ?) RETURNING id")
                .params(job, who, Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    void end(long id, Outcome outcome, @Nullable String message, Instant now) {
        database.sql()
                .sql("UPDATE job_execution SET outcome = ?, message = ?, ended_at = ? WHERE id = ?")
                .param(outcome.code())
                .param(message)
                .params(Timestamp.from(now), id)
                .update();
    }

    /** A few of each job. */
    List<JobExecution> newest(int limit) {
        return database.sql()
                .sql(ROWS + """
                        WHERE e.id IN (SELECT id FROM (
                            SELECT id, row_number() OVER (PARTITION BY job ORDER BY id DESC) AS place FROM job_execution) p
                            WHERE place <= ?)
                        ORDER BY e.id DESC LIMIT ?
                        """)
                .params(Jobs.LOCK, LISTED, limit)
                .query(JobExecutions::execution)
                .list();
    }

    /** The last one of each job. */
    List<JobExecution> last() {
        return database.sql()
                .sql(ROWS + "WHERE e.id IN (SELECT max(id) FROM job_execution GROUP BY job)")
                .param(Jobs.LOCK)
                .query(JobExecutions::execution)
                .list();
    }

    private static JobExecution execution(ResultSet row, int index) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new JobExecution(
                row.getLong("id"),
                row.getString("job"),
                row.getString("who"),
                row.getTimestamp("started_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("message"));
    }
}
