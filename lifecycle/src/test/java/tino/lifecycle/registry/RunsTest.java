package tino.lifecycle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Workshop;

@NullUnmarked // a null where there should be a value fails the test by itself
class RunsTest {
    private static final Condition.Page ALL = new Condition.Page(1000, 0);

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Runs runs;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        runs = workshop.runs;
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private UUID client() {
        return runs.create(RunGroups.DEFAULT, null, "ana", null, Map.of());
    }

    private UUID pipeline(String model) {
        UUID id = UUID.randomUUID();
        runs.start(id, model, "nightly", Period.endingAt(Workshop.START, Duration.ofDays(1)), 5, "0123abc");
        return id;
    }

    private static Batch metrics(Runs.Metric... metrics) {
        return new Batch(List.of(metrics), Map.of(), Map.of(), null);
    }

    private static Batch parameters(Map<String, String> parameters) {
        return new Batch(List.of(), parameters, Map.of(), null);
    }

    @Test
    void pipelinesAndClientsShareTheTableOfRuns() {
        UUID trained = pipeline("coins");
        UUID logged = client();
        long group = new RunGroups(workshop.database, workshop.clock)
                .named("coins")
                .orElseThrow()
                .id();
        assertThat(runs.find(trained).orElseThrow())
                .returns(group, TrackedRun::experiment)
                .returns(RunStatus.RUNNING, TrackedRun::status)
                .returns("nightly", TrackedRun::name);
        assertThat(runs.find(trained).orElseThrow().pipeline())
                .isEqualTo(runs.run(trained).orElseThrow());
        assertThat(runs.find(logged).orElseThrow().pipeline()).isNull();
        assertThat(runs.run(logged)).isEmpty();
        runs.end(trained, RunOutcome.TOO_LITTLE_DATA, "3 rows");
        assertThat(runs.find(trained).orElseThrow().status()).isEqualTo(RunStatus.FINISHED);
        UUID abandoned = pipeline("coins");
        runs.failAbandoned("coins");
        assertThat(runs.find(abandoned).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aPipelinesDeletedGroupComesBackWithItsNextRun() {
        pipeline("coins");
        RunGroups groups = new RunGroups(workshop.database, workshop.clock);
        long id = groups.named("coins").orElseThrow().id();
        groups.delete(id, true);
        UUID next = pipeline("coins");
        assertThat(groups.find(id).orElseThrow().deleted()).isFalse();
        assertThat(runs.find(next).orElseThrow().deleted()).isFalse();
    }

    @Test
    void theLastValueIsOfTheHighestStepAndOfThatTheNewest() {
        UUID run = client();
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        runs.log(run, metrics(new Runs.Metric("m", 4, -3, noon), new Runs.Metric("m", 1, 1, noon.plusSeconds(9))));
        runs.log(run, metrics(new Runs.Metric("m", 4, 4, noon.minusMillis(1))));
        assertThat(runs.data(run).metrics()).containsExactly(new Runs.Metric("m", 4, -3, noon));
        runs.log(run, metrics(new Runs.Metric("m", 4, 5, noon)));
        assertThat(runs.data(run).metrics()).containsExactly(new Runs.Metric("m", 4, 5, noon));
        assertThat(runs.history(run, "m", ALL)).extracting(Runs.Metric::value).containsExactly(-3.0, 1.0, 4.0, 5.0);
        assertThat(runs.metrics(run).get("m")).containsOnlyKeys(1L, 4L).containsEntry(4L, 5.0);
        long seen = runs.loggedAfter(run, 0, 2).getLast().seq();
        assertThat(runs.loggedAfter(run, seen, 10))
                .extracting(logged -> logged.metric().value())
                .containsExactly(4.0, 5.0);
    }

    @Test
    void aBatchWithAChangedParameterLeavesNothing() {
        UUID run = client();
        runs.log(run, parameters(Map.of("depth", "3")));
        Batch mixed = new Batch(
                List.of(new Runs.Metric("m", 0, 1)), Map.of("rate", "0.1", "depth", "4"), Map.of("t", "x"), "new name");
        assertThatThrownBy(() -> runs.log(run, mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'depth' was logged before as '3', got '4'");
        RunData data = runs.data(run);
        assertThat(data.parameters()).isEqualTo(Map.of("depth", "3"));
        assertThat(data.metrics()).isEmpty();
        assertThat(data.tags()).isEmpty();
        assertThat(runs.find(run).orElseThrow().name()).startsWith("run-");
    }

    @Test
    void ofTwoBatchesAtOnceOneGivesAParameterItsValue() throws Exception {
        UUID run = client();
        int refused = 0;
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Batch batch = new Batch(
                        List.of(new Runs.Metric("m" + i, 0, i)), Map.of("seed", Integer.toString(i)), Map.of(), null);
                written.add(writers.submit(() -> runs.log(run, batch)));
            }
            for (Future<?> each : written) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(IllegalArgumentException.class);
                    refused++;
                }
            }
        }
        assertThat(refused).isEqualTo(7);
        RunData data = runs.data(run);
        assertThat(data.metrics())
                .singleElement()
                .returns("m" + data.parameters().get("seed"), Runs.Metric::name);
    }

    @Test
    void searchesBindWhateverPeopleWrite() {
        UUID run = client();
        String hostile = "x'); DROP TABLE run; --";
        runs.log(run, new Batch(List.of(), Map.of(hostile, hostile), Map.of(), null));
        List<Condition> conditions = List.of(new Condition(
                Condition.Subject.PARAMETER, hostile, Condition.Operator.EQUAL, new Condition.Value.Text(hostile)));
        List<Condition.Order> order = List.of(new Condition.Order(Condition.Subject.PARAMETER, hostile, true));
        assertThat(runs.search(List.of(RunGroups.DEFAULT), conditions, order, false, ALL))
                .extracting(TrackedRun::id)
                .containsExactly(run);
        assertThatThrownBy(() -> runs.search(
                        List.of(RunGroups.DEFAULT),
                        List.of(new Condition(
                                Condition.Subject.ATTRIBUTE,
                                hostile,
                                Condition.Operator.EQUAL,
                                new Condition.Value.Text("x"))),
                        List.of(),
                        false,
                        ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run_id");
    }

    @Test
    void ordersWhatHasNoValueAndNoNumberLast() {
        UUID none = client();
        UUID nan = client();
        UUID low = client();
        UUID high = client();
        runs.log(nan, metrics(new Runs.Metric("m", 0, Double.NaN)));
        runs.log(low, metrics(new Runs.Metric("m", 0, Double.NEGATIVE_INFINITY)));
        runs.log(high, metrics(new Runs.Metric("m", 0, 7)));
        assertThat(ordered(true)).containsExactly(low, high, nan, none);
        assertThat(ordered(false)).containsExactly(high, low, nan, none);
    }

    private List<UUID> ordered(boolean ascending) {
        return runs
                .search(
                        List.of(RunGroups.DEFAULT),
                        List.of(),
                        List.of(new Condition.Order(Condition.Subject.METRIC, "m", ascending)),
                        null,
                        ALL)
                .stream()
                .map(TrackedRun::id)
                .toList();
    }

    @Test
    void progressIsSeenByWhoeverAsks() {
        UUID run = pipeline("coins");
        assertThat(runs.find(run).orElseThrow().progress()).isNull();
        runs.progress(run, 0.5, "round 100");
        assertThat(new Runs(workshop.database, workshop.clock)
                        .find(run)
                        .orElseThrow()
                        .progress())
                .isEqualTo(new TrackedRun.Progress(0.5, "round 100"));
    }

    @Test
    void theSameDataGivenAgainTakeTheNewDescription() {
        UUID run = client();
        runs.inputs(run, List.of(new RunData.Input("adult", "ab", "local", "here", null, null, "training")));
        runs.inputs(run, List.of(new RunData.Input("adult", "ab", "local", "there", "{}", null, "validation")));
        assertThat(runs.data(run).inputs())
                .extracting(RunData.Input::source, RunData.Input::context)
                .containsExactly(tuple("there", "validation"));
    }
}
