package tino.lifecycle.privacy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;

/**
 * Removes what was kept long enough: whole months of the event log, what shadows said, what was counted and measured of answers, days of
 * the archive, the audit, and what applications keep as long.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Database database;
    private final Archive archive;
    private final Audit audit;
    private final List<Expiring> applications;
    private final InstantSource clock;

    public Retention(
            Database database, Archive archive, Audit audit, List<Expiring> applications, InstantSource clock) {
        this.database = database;
        this.archive = archive;
        this.audit = audit;
        this.applications = List.copyOf(applications);
        this.clock = clock;
    }

    /**
     * May be repeated.
     *
     * @param events of decisions; a month goes when all of it is older
     * @param audited entries of the audit
     * @return months, days and rows removed in all
     */
    public long forget(Duration events, Duration audited) {
        Instant until = clock.instant().minus(events);
        long removed = 0;
        for (String month : monthsBefore(until)) {
            database.sql().sql("DROP TABLE IF EXISTS \"" + month + '"').update();
            LOG.info("The events of {} were kept for {} days and are gone.", month, events.toDays());
            removed++;
        }
        removed += database.sql()
                .sql("DELETE FROM shadow_log WHERE at < ?")
                .param(Timestamp.from(until))
                .update();
        removed += database.sql()
                .sql("DELETE FROM contest WHERE decided_at < ?")
                .param(Timestamp.from(until))
                .update();
        removed += database.sql()
                .sql("DELETE FROM drift_day WHERE day < ?")
                .param(LocalDate.ofInstant(until, ZoneOffset.UTC))
                .update();
        removed += database.sql()
                .sql("DELETE FROM quality_hour WHERE to_at < ?")
                .param(Timestamp.from(until))
                .update();
        removed += archive.forget(until);
        for (Expiring rows : applications) {
            removed += rows.forget(until);
        }
        return removed + audit.forget(audited);
    }

    private List<String> monthsBefore(Instant until) {
        YearMonth first = YearMonth.from(until.atOffset(ZoneOffset.UTC));
        return database
                .sql()
                .sql("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " WHERE i.inhparent = 'event'::regclass ORDER BY 1")
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .filter(name -> YearMonth.parse(
                                name.substring("event_".length()).replace('_', '-'))
                        .isBefore(first))
                .toList();
    }
}
