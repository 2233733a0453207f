package tino.language.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tino.language.budget.Budget.Period;
import tino.language.budget.Budget.Scope;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.EmbeddedPostgres;
import tino.lifecycle.database.TestDatabase;

@NullUnmarked // a null where there should be a value fails the test by itself
class BudgetsTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final long CENT = 10_000_000;

    @RegisterExtension
    private static final BudgetTable TABLE = new BudgetTable();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-31T15:00:00Z"));
    private final InstantSource clock = now::get;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private Budgets budgets(Budget... budgets) {
        return budgets(Budgets.PATIENCE, budgets);
    }

    private Budgets budgets(Duration patience, Budget... budgets) {
        return TABLE.open(List.of(budgets), clock, SAO_PAULO, patience, metrics);
    }

    private static Budget all(String limit) {
        return new Budget("all", Scope.ALL, null, Period.MONTH, new BigDecimal(limit));
    }

    private static Budget user(String limit) {
        return new Budget("user", Scope.USER, null, Period.DAY, new BigDecimal(limit));
    }

    /** How many of 500 that start at once are let through. */
    private static int letThrough(Callable<Boolean> call) throws Exception {
        return letThrough(List.of(call));
    }

    private static int letThrough(List<Callable<Boolean>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                Callable<Boolean> call = calls.get(i % calls.size());
                answers.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
        }
        int through = 0;
        for (Future<Boolean> answer : answers) {
            through += answer.get() ? 1 : 0;
        }
        return through;
    }

    /** Costs what was set aside. */
    private static Callable<Boolean> call(Budgets budgets, long worst, long actual) {
        return () -> {
            try {
                Reservation reservation = budgets.reserve("someone", "free", worst);
                Thread.sleep(1); // the model answers; the others are let in meanwhile
                reservation.settle(actual);
                return true;
            } catch (BudgetExceeded e) {
                return false;
            }
        };
    }

    @Test
    void fiveHundredAtTheLimitGetWhatThereIsAndNotOneMore() throws Exception {
        Budgets budgets = budgets(user("5.00"), all("1.237"));
        assertThat(letThrough(call(budgets, CENT, CENT))).isEqualTo(123); // floor(1.237 / 0.01)
        assertSpent("all", 123 * CENT);
    }

    private void assertSpent(String account, long nanos) {
        TABLE.close();
        assertThat(TABLE.database()
                        .sql()
                        .sql("SELECT committed = spent AND spent = ? FROM language_budget WHERE account = ?")
                        .param(nanos)
                        .param(account)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void nobodyIsRefusedWhileMoneyMayComeBack() throws Exception {
        Budgets budgets = budgets(Duration.ofSeconds(20), all("1.00"));
        // Ten may run at once; each gives back nine tenths. The last to fit starts when 0.90 are spent.
        assertThat(letThrough(call(budgets, 10 * CENT, CENT))).isEqualTo(91);
        assertSpent("all", 91 * CENT);
    }

    @Test
    void releasedMoneyIsThereForTheNext() throws Exception {
        Budgets budgets = budgets(Duration.ofSeconds(20), all("0.05"));
        assertThat(letThrough(call(budgets, CENT, 0))).isEqualTo(500);
        assertSpent("all", 0);
    }

    @Test
    void twoServersTogetherSpendWhatThereIsAndNotOneMore() throws Exception {
        Budgets one = budgets(Duration.ofSeconds(5), user("9"), all("2.00"));
        Budgets other = budgets(Duration.ofSeconds(5), user("9"), all("2.00"));
        assertThat(letThrough(List.of(call(one, CENT, CENT), call(other, CENT, CENT))))
                .isEqualTo(200);
        assertSpent("all", 200 * CENT);
    }

    @Test
    void oneServerGivesBackWhatTheOtherNeeds() throws Exception {
        Budgets one = budgets(all("0.10"));
        Budgets other = budgets(Duration.ofSeconds(20), all("0.10"));
        one.reserve("someone", "free", CENT / 100).settle(CENT / 100); // and holds more than that
        other.reserve("someone", "free", 9 * CENT + 99 * CENT / 100).settle(9 * CENT + 99 * CENT / 100);
        assertThatThrownBy(() -> other.reserve("someone", "free", 1)).isInstanceOf(BudgetExceeded.class);
        assertSpent("all", 10 * CENT);
    }

    @Test
    void saysWhichBudgetHowMuchIsLeftAndWhenItRenews() throws InterruptedException {
        Budgets budgets = budgets(user("0.05"), all("1"));
        budgets.reserve("ana", "free", 3 * CENT).settle(3 * CENT);
        BudgetExceeded refusal =
                catchThrowableOfType(BudgetExceeded.class, () -> budgets.reserve("ana", "free", 4 * CENT));
        assertThat(refusal.budget()).isEqualTo("user");
        assertThat(refusal.left()).isEqualByComparingTo("0.02");
        assertThat(refusal.limit()).isEqualByComparingTo("0.05");
        // Midnight in São Paulo.
        assertThat(refusal.renews()).isEqualTo("2026-04-01T03:00:00Z");
        assertThat(refusal).hasMessageContaining("0.02 left").hasMessageContaining("may cost 0.04");
        budgets.reserve("bia", "free", 4 * CENT).settle(4 * CENT);
        assertThat(metrics.get("tino.language.budget.refusals")
                        .tag("budget", "user")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertSpent("all", 7 * CENT);
    }

    @Test
    void beginsAnewWithDayAndMonth() throws InterruptedException {
        Budgets budgets = budgets(user("0.05"), all("0.08"));
        budgets.reserve("ana", "free", 5 * CENT).settle(5 * CENT);
        now.set(Instant.parse("2026-04-01T02:59:59Z"));
        assertThatThrownBy(() -> budgets.reserve("ana", "free", CENT)).isInstanceOf(BudgetExceeded.class);
        now.set(Instant.parse("2026-04-01T03:00:00Z"));
        budgets.reserve("ana", "free", 5 * CENT).settle(5 * CENT);
        assertThat(budgets.standing("ana", "free"))
                .extracting(Budgets.Standing::renews)
                .containsExactly(Instant.parse("2026-04-02T03:00:00Z"), Instant.parse("2026-05-01T03:00:00Z"));
    }

    @Test
    void concernsTheTiersItNames() throws InterruptedException {
        Budgets budgets = budgets(new Budget("free", Scope.TIER, Set.of("free"), Period.DAY, new BigDecimal("0.01")));
        budgets.reserve("ana", "free", CENT).settle(CENT);
        assertThatThrownBy(() -> budgets.reserve("bia", "free", CENT)).isInstanceOf(BudgetExceeded.class);
        budgets.reserve("caio", "premium", 100 * CENT).settle(100 * CENT);
        budgets.reserve("bia", "free", 0).release();
    }

    @Test
    void chargesWhatAnAnswerCostBeyondWhatWasReserved() throws InterruptedException {
        Budgets budgets = budgets(all("0.10"));
        Reservation reservation = budgets.reserve("ana", "free", CENT);
        reservation.settle(10 * CENT);
        reservation.settle(CENT);
        reservation.release();
        assertThatThrownBy(() -> budgets.reserve("ana", "free", 1)).isInstanceOf(BudgetExceeded.class);
        assertSpent("all", 10 * CENT);
    }

    @Test
    void tellsWhatIsSpentWithinASecond() throws InterruptedException {
        Budgets budgets = budgets(user("0.05"), all("1"));
        budgets.reserve("ana", "free", 3 * CENT).settle(2 * CENT);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(budgets.standing("ana", "free"))
                        .extracting(standing -> standing.spent().doubleValue())
                        .containsExactly(0.02, 0.02));
        assertThat(budgets.standing("bia", "free").getFirst().left()).isEqualByComparingTo("0.05");
    }

    @Test
    void spendsNothingWhileTheBudgetCannotBeKnown() throws Exception {
        Path home = Files.createTempDirectory("tino-budget");
        try (EmbeddedPostgres server = TestDatabase.server(home);
                Database own = Database.open(server, "tino")) {
            own.migrate("language");
            try (Budgets budgets = new Budgets(List.of(user("5")), own, clock, SAO_PAULO, Budgets.PATIENCE, metrics)) {
                budgets.reserve("ana", "free", CENT).settle(CENT);
                ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();
                assertThatThrownBy(() -> {
                            while (true) {
                                budgets.reserve("ana", "free", CENT).settle(CENT);
                            }
                        })
                        .isInstanceOf(BudgetUnknown.class);
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .untilAsserted(
                                () -> budgets.reserve("ana", "free", CENT).settle(CENT));
            }
        }
    }

    @Test
    void aKilledProcessCostsAtMostWhatItHeld() throws Exception {
        HikariDataSource pool = (HikariDataSource) TABLE.database().dataSource();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpendingProcess.class.getName(),
                        pool.getJdbcUrl(),
                        pool.getUsername(),
                        pool.getPassword())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int told = 0;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (++told == 2000) {
                    // Not process.destroyForcibly(), which would also throw away what it has said.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        long spentByDead = told * SpendingProcess.PRICE / 2;
        long committed = TABLE.database()
                .sql()
                .sql("SELECT committed FROM language_budget WHERE account = 'all'")
                .query(Long.class)
                .single();
        assertThat(committed).isGreaterThanOrEqualTo(spentByDead);

        Budgets after = TABLE.open(
                SpendingProcess.budgets(), InstantSource.system(), ZoneOffset.UTC, Duration.ofMillis(300), metrics);
        long spentAfter = 0;
        try {
            while (true) {
                after.reserve("another", "free", SpendingProcess.PRICE).settle(SpendingProcess.PRICE);
                spentAfter += SpendingProcess.PRICE;
            }
        } catch (BudgetExceeded end) {
            // All is spent.
        }
        long limit = Nanos.of(new BigDecimal("10"));
        assertThat(spentByDead + spentAfter).isLessThanOrEqualTo(limit);
        // What it held: a second's demand at the most, an eighth of what was left in any case.
        assertThat(spentByDead + spentAfter).isGreaterThan(limit * 7 / 8 - SpendingProcess.PRICE);
    }
}
