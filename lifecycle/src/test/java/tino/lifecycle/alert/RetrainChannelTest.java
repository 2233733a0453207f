package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.monitor.Retraining;
import tino.lifecycle.pipeline.Coins;
import tino.lifecycle.pipeline.Workshop;

class RetrainChannelTest {
    private static final Duration EVERY = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private final AtomicReference<Double> drifting = new AtomicReference<>(0.0);
    private Workshop workshop;
    private RetrainChannel channel;
    private AlertWatch watch;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        Retraining retraining = new Retraining(workshop.runs, workshop.pipelines, workshop.clock);
        retraining.know(new Coins(), Duration.ofDays(14));
        channel = new RetrainChannel(retraining);
        watch = new AlertWatch(
                workshop.database,
                List.of(Rules.drifting(Coins.MODEL), Rules.hot(Duration.ZERO)),
                List.of(channel),
                () -> List.of(
                        new Sample("drift", Map.of("model", Coins.MODEL), drifting.get()),
                        new Sample("temperature", Map.of("room", "a"), 99)),
                EVERY,
                workshop.clock,
                workshop.metrics,
                () -> {});
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            workshop.clock.advance(EVERY);
            watch.tick();
        }
    }

    @Test
    void aFiringAlertAsksForRetrainingOnceAndAsksAgainWhenItFiresAgain() {
        try (Courier courier = new Courier(
                        workshop.database, List.of(channel), workshop.clock, new SplittableRandom(1), workshop.metrics)
                .start()) {
            look(3);
            assertThat(workshop.runs.runs(Coins.MODEL)).isEmpty();
            drifting.set(2.0);
            look(20);
            courier.wake();
            await().until(() ->
                    workshop.runs.runs(Coins.MODEL).size() == 1 && new Notifications(workshop.database).waiting() == 0);
            look(20);
            drifting.set(0.0);
            look(1);
            assertThat(workshop.runs.runs(Coins.MODEL)).singleElement().satisfies(run -> {
                assertThat(run.reason()).startsWith("alert [warning] Drifting is firing (");
                assertThat(run.period().from()).isEqualTo(run.period().to().minus(Duration.ofDays(14)));
            });
            drifting.set(1.0);
            look(20);
            courier.wake();
            await().until(() ->
                    workshop.runs.runs(Coins.MODEL).size() == 2 && new Notifications(workshop.database).waiting() == 0);
        }
    }

    @Test
    void whoDiesAfterAskingDoesNotAskAgain() throws Exception {
        drifting.set(1.0);
        look(1);
        Notifications.Claimed claimed = new Notifications(workshop.database)
                .claim(channel.name(), workshop.clock.instant(), channel.patience())
                .orElseThrow();
        channel.send(claimed.notification());
        channel.send(claimed.notification());
        assertThat(workshop.runs.runs(Coins.MODEL)).hasSize(1);
    }
}
