package tino.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import tino.lifecycle.database.Database;

/**
 * Kills processes of {@code tino} while they are in the middle of a statement or of a commit: a trigger halts them there for
 * as long as a lock is held.
 */
public final class HaltedProcess {
    private static final int LOCK = 4711;
    private static final String CONSTRAINT = "CONSTRAINT ";

    private final Database database;

    /** Starts a process. */
    public interface Start {
        TinoProcess start() throws IOException;
    }

    /** @param database in which no process is halted this way yet */
    public HaltedProcess(Database database) {
        this.database = database;
        database.sql()
                .sql("CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_advisory_xact_lock_shared(" + LOCK + "); RETURN NEW; END $$")
                .update();
    }

    /**
     * Kills the process when it comes there.
     *
     * @param event of the trigger, e.g. {@code BEFORE UPDATE ON run} for a statement, or {@code CONSTRAINT AFTER UPDATE ON run
     *     DEFERRABLE INITIALLY DEFERRED} for the commit
     * @param condition of the trigger, e.g. {@code WHEN (NEW.number = 1)}; may be empty
     * @param done whether the database does what it is at all the same; else it sees that the process is gone
     */
    public void kill(String event, String condition, boolean done, Start process) throws Exception {
        boolean constraint = event.startsWith(CONSTRAINT);
        String rest = constraint ? event.substring(CONSTRAINT.length()) : event;
        String table = rest.replaceFirst(".* ON (\\w+).*", "$1");
        database.sql()
                .sql("CREATE " + (constraint ? CONSTRAINT : "") + "TRIGGER halt " + rest + " FOR EACH ROW " + condition
                        + " EXECUTE FUNCTION halt()")
                .update();
        try (Connection holder = database.dataSource().getConnection()) {
            say(holder, "SELECT pg_advisory_lock(" + LOCK + ")");
            int backend;
            try (TinoProcess tino = process.start()) {
                backend = await().alias("comes to " + event + " " + condition)
                        .atMost(Duration.ofMinutes(2))
                        .until(this::halted, found -> found != 0);
                tino.kill();
            }
            if (!done) {
                say(holder, "SELECT pg_terminate_backend(" + backend + ")");
            }
            say(holder, "SELECT pg_advisory_unlock(" + LOCK + ")");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> database.sql()
                            .sql("SELECT NOT exists(SELECT FROM pg_stat_activity WHERE pid = ?)")
                            .param(backend)
                            .query(Boolean.class)
                            .single());
        }
        database.sql().sql("DROP TRIGGER halt ON " + table).update();
    }

    private int halted() {
        return database.sql()
                .sql("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ? AND NOT granted")
                .param(LOCK)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private static void say(Connection connection, String statement) throws SQLException {
        try (Statement said = connection.createStatement()) {
            said.execute(statement);
        }
    }
}
