package tino.language.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.budget.Budget.Period;
import tino.language.budget.Budget.Scope;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.privacy.Subjects;
import tino.lifecycle.schedule.SimulatedClock;
import tools.jackson.databind.JsonNode;

/** Two people whose answers cost something; one is shown hers and forgotten. */
@NullUnmarked // a null where there should be a value fails the test by itself
class BudgetDataTest {
    private static final String ANA = "ana";
    private static final String BIA = "bia";
    private static final long CENT = 10_000_000;
    private static final BigDecimal LIMIT = new BigDecimal("5");

    @TempDir
    private Path home;

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-03-31T15:00:00Z"));
    private Database database;
    private Pseudonyms pseudonyms;
    private BudgetData data;
    private Erasures erasures;
    private Budgets budgets;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle", "language");
        pseudonyms = Pseudonyms.of(home);
        data = new BudgetData(database, pseudonyms);
        erasures = new Erasures(database, pseudonyms, List.of(data), home, clock);
        budgets = new Budgets(
                List.of(
                        new Budget("person/a_%", Scope.USER, null, Period.DAY, LIMIT),
                        new Budget("tier", Scope.TIER, null, Period.MONTH, LIMIT),
                        new Budget("all", Scope.ALL, null, Period.MONTH, LIMIT)),
                database,
                clock,
                ZoneOffset.UTC,
                Budgets.PATIENCE,
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        budgets.close();
        database.close();
    }

    private void spend(String person, long nanos) throws InterruptedException {
        budgets.reserve(person == null ? null : pseudonyms.of(person), "free", nanos)
                .settle(nanos);
    }

    private void spendAll() throws InterruptedException {
        spend(ANA, CENT);
        pseudonyms.rotate();
        spend(ANA, 2 * CENT);
        spend(BIA, 4 * CENT);
        spend(null, 8 * CENT);
    }

    private List<String> accounts() {
        return database.sql()
                .sql("SELECT account || ' ' || spent FROM language_budget ORDER BY spent")
                .query(String.class)
                .list();
    }

    private List<String> export(String person) {
        List<String> rows = new ArrayList<>();
        erasures.subjects().export(person, new Subjects.Export() {
            @Override
            public void store(String name) {
                assertThat(name).isEqualTo("language.budgets");
            }

            @Override
            public void row(JsonNode row) {
                rows.add(row.path("budget").asString() + " "
                        + row.path("period_start").asString() + " "
                        + row.path("spent").decimalValue().stripTrailingZeros().toPlainString());
            }
        });
        return rows;
    }

    @Test
    void onlyThePersonsOwnIsShownAndForgotten() throws InterruptedException {
        spendAll();
        budgets.close();
        assertThat(export(ANA))
                .as("under every key that is kept")
                .containsExactlyInAnyOrder(
                        "person/a_% 2026-03-31T00:00:00+00:00 0.01", "person/a_% 2026-03-31T00:00:00+00:00 0.02");
        UUID erasure = erasures.request(ANA, "the person").orElseThrow();
        assertThat(erasures.run(erasure, _ -> {}).remains()).isEmpty();
        assertThat(accounts())
                .containsExactly(
                        "person/a_%/" + pseudonyms.of(BIA) + " " + 4 * CENT,
                        "person/a_%/- " + 8 * CENT,
                        "all " + 15 * CENT,
                        "tier/free " + 15 * CENT);
        assertThat(erasures.request("caio", "the person")).as("known to nobody").isEmpty();
    }

    @Test
    void aServerThatStillHoldsMoneyOfTheirsDoesNotWriteItDownAgain() throws InterruptedException {
        spendAll();
        erasures.run(erasures.request(ANA, "the person").orElseThrow(), _ -> {});
        budgets.close();
        assertThat(accounts()).noneMatch(account -> account.contains(pseudonyms.of(ANA)));
        assertThat(accounts()).contains("all " + 15 * CENT);
    }

    @Test
    void whatIsOverForLongEnoughGoes() throws InterruptedException {
        spendAll();
        budgets.close();
        assertThat(data.forget(Instant.parse("2026-04-01T00:00:00Z")))
                .as("March is not over before")
                .isZero();
        assertThat(data.forget(Instant.parse("2026-04-02T00:00:00Z")))
                .as("March, of the tier and of all")
                .isEqualTo(2);
        assertThat(data.forget(clock.instant().plus(Duration.ofDays(32))))
                .as("the day, of four accounts")
                .isEqualTo(4);
    }
}
