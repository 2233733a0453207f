package tino.lifecycle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;

class JobsTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    /** 02:59:50 in São Paulo, which is three hours behind UTC all year since 2019. */
    private static final Instant TEN_SECONDS_TO_THREE = Instant.parse("2026-03-10T05:59:50Z");

    private final SimulatedClock clock = new SimulatedClock(TEN_SECONDS_TO_THREE);

    @Test
    void runsAtItsTimeInItsZoneOnceOverTwoServers() {
        AtomicInteger runs = new AtomicInteger();
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs one = new Jobs(database, clock, SAO_PAULO).add("training", "0 0 3 * * *", runs::incrementAndGet);
                Jobs two = new Jobs(database, clock, SAO_PAULO).add("training", "0 0 3 * * *", runs::incrementAndGet)) {
            one.start();
            two.start();
            Instant three = Instant.parse("2026-03-10T06:00:00Z");
            await().untilAsserted(() -> assertThat(one.due()).containsEntry("training", three));
            assertThat(runs).hasValue(0);
            clock.advance(Duration.ofSeconds(10));
            await().untilAsserted(
                            () -> assertThat(one.due()).containsEntry("training", three.plus(Duration.ofDays(1))));
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void triesAgainAtTheNextTimeAfterAFailure() {
        AtomicInteger runs = new AtomicInteger();
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs jobs = new Jobs(database, clock, SAO_PAULO).add("metrics", "0 30 2 * * *", () -> {
                    if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("no weather today");
                    }
                })) {
            jobs.start();
            await().until(() -> !jobs.due().isEmpty());
            for (int night = 1; night <= 2; night++) {
                clock.advance(Duration.ofDays(1));
                int expected = night;
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(runs).hasValue(expected));
            }
        }
    }

    @Test
    void runsOnDemand() {
        AtomicInteger runs = new AtomicInteger();
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs jobs = new Jobs(database, clock, SAO_PAULO).add("metrics", "-", runs::incrementAndGet)) {
            jobs.run("metrics");
            assertThat(runs).hasValue(1);
            assertThatThrownBy(() -> jobs.run("metric"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[metrics]");
            assertThatThrownBy(() -> jobs.add("metrics", "-", runs::incrementAndGet))
                    .hasMessageContaining("already");
            assertThatThrownBy(() -> jobs.add("report", "at three", runs::incrementAndGet))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at three")
                    .hasMessageContaining("0 0 3 * * *");
        }
    }

    @Test
    void whatBecameOfItIsKept() {
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs jobs = new Jobs(database, clock, SAO_PAULO)
                        .add("good", "-", () -> clock.advance(Duration.ofSeconds(3)))
                        .add("bad", "-", () -> {
                            throw new IllegalStateException("no weather today");
                        })) {
            jobs.run("good");
            assertThatThrownBy(() -> jobs.run("bad")).hasMessage("no weather today");
            assertThat(jobs.executions(10)).extracting(JobExecution::job).containsExactly("bad", "good");
            assertThat(jobs.executions(10).getFirst()).satisfies(bad -> {
                assertThat(bad.outcome()).isEqualTo(JobExecution.Outcome.FAILED);
                assertThat(bad.message()).isEqualTo("no weather today");
            });
            assertThat(jobs.last().values().stream().filter(one -> one.job().equals("good")))
                    .singleElement()
                    .satisfies(good -> {
                        assertThat(good.outcome()).isEqualTo(JobExecution.Outcome.DONE);
                        assertThat(good.who()).isEqualTo(Jobs.CLOCK);
                        assertThat(good.startedAt()).isEqualTo(TEN_SECONDS_TO_THREE);
                        assertThat(good.endedAt()).isEqualTo(TEN_SECONDS_TO_THREE.plusSeconds(3));
                    });
            assertThat(jobs.failing()).isEqualTo(1);
        }
    }

    @Test
    void whatIsDoneEveryMinuteHidesNobodyAndFillsNoTable() {
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs jobs = new Jobs(database, clock, SAO_PAULO)
                        .add("rare", "-", () -> {})
                        .add("often", "-", () -> {})) {
            jobs.run("rare");
            for (int minute = 0; minute < 150; minute++) {
                jobs.run("often");
            }
            assertThat(jobs.executions(50))
                    .extracting(JobExecution::job)
                    .hasSize(11)
                    .contains("rare");
            assertThat(database.sql()
                            .sql("SELECT count(*) FROM job_execution")
                            .query(Long.class)
                            .single())
                    .isEqualTo(101);
        }
    }

    @Test
    void whatIsBeingDoneIsNotBegunAgainAndShownAsRunning() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs jobs = new Jobs(database, clock, SAO_PAULO).add("long", "-", () -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })) {
            jobs.begin("long", "ana");
            await().until(() -> !jobs.executions(1).isEmpty());
            assertThat(jobs.executions(1).getFirst().outcome()).isEqualTo(JobExecution.Outcome.RUNNING);
            assertThat(jobs.executions(1).getFirst().who()).isEqualTo("ana");
            assertThatThrownBy(() -> jobs.begin("long", "rui")).hasMessageContaining("is being done already");
            assertThatThrownBy(() -> jobs.run("long")).hasMessageContaining("is being done already");
            go.countDown();
            await().until(() -> jobs.executions(1).getFirst().outcome() == JobExecution.Outcome.DONE);
        }
    }

    @Test
    void whatDiedInTheMiddleIsLost() {
        try (Database database = TestDatabase.fresh("lifecycle");
                Jobs jobs = new Jobs(database, clock, SAO_PAULO).add("work", "-", () -> {})) {
            // As a process leaves it that is killed: no end, and nobody holds the lock.
            database.sql()
                    .sql("INSERT INTO job_execution (job, who, started_at) VALUES ('work', 'clock', now())")
                    .update();
            assertThat(jobs.executions(1).getFirst().outcome()).isEqualTo(JobExecution.Outcome.LOST);
            assertThat(jobs.failing()).isEqualTo(1);
            jobs.run("work");
            assertThat(jobs.executions(2))
                    .extracting(JobExecution::outcome)
                    .containsExactly(JobExecution.Outcome.DONE, JobExecution.Outcome.LOST);
            assertThat(jobs.executions(2).getLast().endedAt()).isEqualTo(clock.instant());
            assertThat(jobs.failing()).isZero();
        }
    }

    @Test
    void goesWhereTheClockIsSetAlsoBackwards() {
        clock.set(TEN_SECONDS_TO_THREE.minusSeconds(60));
        assertThat(clock.instant()).isEqualTo(TEN_SECONDS_TO_THREE.minusSeconds(60));
        assertThat(clock.advance(Duration.ofSeconds(60))).isEqualTo(TEN_SECONDS_TO_THREE);
    }
}
