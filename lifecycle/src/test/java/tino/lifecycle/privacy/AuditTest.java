package tino.lifecycle.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.archive.Archive;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Sayings;
import tools.jackson.databind.json.JsonMapper;

class AuditTest {
    /** The database goes by its own clock. */
    private static final Instant NOW = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path home;

    @Test
    void theDatabaseRefusesToChangeWhatWasWrittenDown() {
        try (Database database = TestDatabase.fresh("lifecycle")) {
            SimulatedClock clock = new SimulatedClock(NOW);
            Audit audit = new Audit(database, Pseudonyms.of(home), clock);
            audit.record("lia", "GET /console/messages/{id}", "ana", "");
            audit.record("lia", "key.rotate", null, "key 2");
            for (String attempt : List.of(
                    "UPDATE audit SET who = 'nobody'",
                    "UPDATE audit SET at = at - interval '1 year'",
                    "DELETE FROM audit",
                    "TRUNCATE audit")) {
                assertThatThrownBy(() -> database.sql().sql(attempt).update())
                        .as(attempt)
                        .hasMessageContaining("only added");
            }
            assertThat(audit.newest(null, 10)).hasSize(2);
            assertThat(audit.newest("ana", 10)).singleElement().satisfies(entry -> {
                assertThat(entry.who()).isEqualTo("lia");
                assertThat(entry.at()).isEqualTo(NOW);
            });
            assertThat(audit.newest("rui", 10)).isEmpty();
            assertThat(database.sql()
                            .sql("SELECT string_agg(a::text, ' ') FROM audit a")
                            .query((row, number) -> row.getString(1))
                            .single())
                    .doesNotContain("ana", Pseudonyms.of(home).of("ana"));
        }
    }

    @Test
    void whatIsOldEnoughGoes() {
        try (Database database = TestDatabase.fresh("lifecycle");
                PostgresEventLog log = new PostgresEventLog(database, new SimpleMeterRegistry())) {
            SimulatedClock clock = new SimulatedClock(NOW);
            Audit audit = new Audit(database, Pseudonyms.of(home), clock);
            clock.set(NOW.minus(Duration.ofDays(200)));
            audit.record("lia", "export", "ana", "");
            decide(log, clock.instant());
            clock.set(NOW.minus(Duration.ofDays(10)));
            audit.record("lia", "erase", "ana", "");
            decide(log, clock.instant());
            clock.set(NOW);
            measured(database, clock);
            Retention retention = new Retention(
                    database,
                    new Archive(new Lake(home, database, clock), log, database, clock),
                    audit,
                    List.of(),
                    clock);
            assertThat(retention.forget(Duration.ofDays(730), Duration.ofDays(730)))
                    .isZero();
            assertThat(retention.forget(Duration.ofDays(100), Duration.ofDays(190)))
                    .isEqualTo(4);
            assertThat(database.sql()
                            .sql("SELECT count(*) FROM drift_day d JOIN quality_hour q USING (model, number)")
                            .query(Long.class)
                            .single())
                    .as("what is young stays")
                    .isOne();
            assertThat(audit.newest(null, 10)).extracting(Audit.Entry::action).containsExactly("erase");
            assertThat(log.span().orElseThrow().first().atOffset(ZoneOffset.UTC).toLocalDate())
                    .isEqualTo(NOW.minus(Duration.ofDays(10))
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDate());
            assertThat(retention.forget(Duration.ofDays(100), Duration.ofDays(1)))
                    .as("the database keeps the audit for half a year")
                    .isZero();
        }
    }

    /** A day and an hour of a version, 200 days ago and ten days ago. */
    private void measured(Database database, SimulatedClock clock) {
        new Registry(home.resolve("models"), database, clock)
                .register("words", "one", new Sayings.Text(), new Provenance(null, null, Map.of(), "0123abc"));
        for (int days : List.of(200, 10)) {
            Instant at = NOW.minus(Duration.ofDays(days));
            database.sql()
                    .sql(
                            "INSERT INTO drift_day (model, number, day, answers, counted, stats) VALUES ('words', 1, ?, 1, 1, '{}')")
                    .param(LocalDate.ofInstant(at, ZoneOffset.UTC))
                    .update();
            database.sql()
                    .sql("INSERT INTO quality_hour (model, number, from_at, to_at, measured_at, tally)"
                            + " VALUES ('words', 1, :at, :at, :at, '{}')")
                    .param("at", Timestamp.from(at))
                    .update();
        }
    }

    private static void decide(PostgresEventLog log, Instant at) {
        UUID decision = DecisionId.next(() -> at, new SplittableRandom());
        log.append(List.of(new Event(
                decision,
                "prediction",
                at,
                decision,
                null,
                null,
                JsonMapper.shared().createObjectNode())));
    }
}
