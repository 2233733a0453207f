package tino.lifecycle.event;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The monthly parts of the table {@code event}, made when the first decision of a month is logged. */
final class EventPartitions {
    private static final long LOCK = 0x7469_6e6f_0001L;

    private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

    /** Makes what is missing, in transactions of its own. Many processes may do so at once. */
    void ensure(Connection connection, Collection<Instant> decisions) throws SQLException {
        Set<YearMonth> missing = new TreeSet<>();
        for (Instant decision : decisions) {
            YearMonth month = YearMonth.from(decision.atOffset(ZoneOffset.UTC));
            if (!known.contains(month)) {
                missing.add(month);
            }
        }
        for (YearMonth month : missing) {
            create(connection, month);
            known.add(month);
        }
    }

    /**
     * Made beside and then attached, which lets others read and write the log meanwhile; creating it in place would lock
     * the whole log.
     */
    private static void create(Connection connection, YearMonth month) throws SQLException {
        String name = String.format("event_%d_%02d", month.getYear(), month.getMonthValue());
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            if (!exists(statement, name)) {
                statement.execute("CREATE TABLE " + name + " (LIKE event INCLUDING ALL)");
                statement.execute("ALTER TABLE event ATTACH PARTITION " + name + " FOR VALUES FROM ('" + month
                        + "-01 00:00:00Z') TO ('" + month.plusMonths(1) + "-01 00:00:00Z')");
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT to_regclass('" + name + "') IS NOT NULL")) {
            found.next();
            return found.getBoolean(1);
        }
    }
}
