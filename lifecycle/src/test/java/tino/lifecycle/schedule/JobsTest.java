package tino.lifecycle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
    void goesWhereTheClockIsSetAlsoBackwards() {
        clock.set(TEN_SECONDS_TO_THREE.minusSeconds(60));
        assertThat(clock.instant()).isEqualTo(TEN_SECONDS_TO_THREE.minusSeconds(60));
        assertThat(clock.advance(Duration.ofSeconds(60))).isEqualTo(TEN_SECONDS_TO_THREE);
    }
}
