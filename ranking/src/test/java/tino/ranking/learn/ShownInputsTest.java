package tino.ranking.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DecisionInputs;
import tino.lifecycle.drift.Observation;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.pipeline.ModelPipeline.Snapshot;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.ServingPolicy;
import tino.ranking.Impression;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ShownInputsTest {
    private static final FeatureLayout LAYOUT = SimulatedTraffic.LAYOUT;
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final int ITEMS = 4;

    /** A city, which may be missing, and a vector, which may be too. */
    private static final class Where implements Circumstances {
        @Override
        public List<Column> columns() {
            return List.of(Column.category("city"), Column.vector("words", 2));
        }

        @Override
        public List<@Nullable Object> read(JsonNode impression) {
            JsonNode city = impression.path("city");
            return city.isString()
                    ? Arrays.asList(
                            city.asString(), new float[] {city.asString().length(), 1})
                    : Arrays.asList(null, null);
        }
    }

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(3);
    private final SimulatedClock clock = new SimulatedClock(START);

    private RankerSettings settings(Circumstances circumstances) {
        return new RankerSettings(
                "ranker",
                LAYOUT,
                "impression",
                new Grades(Map.of("click", 1)),
                5,
                Candidate.clickLog(),
                RankerSettings.GATE,
                new ServingPolicy(Duration.ofSeconds(1)),
                RolloutPolicy.AT_ONCE,
                "click",
                circumstances);
    }

    private Event shown(int number, int firstPosition) {
        clock.advance(Duration.ofMinutes(1));
        UUID decision = DecisionId.next(clock, random);
        float[] features = new float[ITEMS * LAYOUT.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = i % LAYOUT.size() == 1 ? Float.NaN : random.nextFloat();
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        new Impression(
                        IntStream.range(0, ITEMS).mapToObj(i -> "item-" + i).toList(),
                        IntStream.range(0, ITEMS).map(i -> firstPosition + i).toArray(),
                        new double[ITEMS],
                        "weights",
                        LAYOUT.fingerprint(),
                        features)
                .write(body);
        if (number % 3 > 0) {
            body.put("city", number % 3 == 1 ? "Recife" : "Olinda");
        }
        return new Event(decision, "impression", clock.instant(), decision, null, null, body);
    }

    @Test
    void theSnapshotSaysOfADecisionWhatItsEventSays() {
        try (Database database = TestDatabase.fresh("lifecycle");
                PostgresEventLog log = new PostgresEventLog(database, new SimpleMeterRegistry())) {
            Lake lake = new Lake(folder, database, clock);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Event shown = shown(i, i % 5 == 4 ? 31 : 1);
                events.add(shown);
                events.add(new Event(
                        UUID.randomUUID(), "click", clock.instant(), shown.decision(), null, "item-2", shown.body()));
            }
            log.append(events);
            RankerSettings settings = settings(new Where());
            DecisionInputs inputs = new ShownInputs(settings);
            Snapshot taken = new RankingSnapshot(settings, log)
                    .take(Period.endingAt(clock.instant().plusSeconds(1), Duration.ofDays(1)), lake);
            Dataset snapshot = ((Snapshot.Taken) taken).dataset();

            List<Observation> logged = events.stream()
                    .flatMap(event -> inputs.read(event).stream())
                    .toList();
            List<Observation> stored = new ArrayList<>();
            inputs.read(snapshot, lake, stored::add);

            assertThat(logged).hasSize(24);
            assertThat(texts(stored)).isEqualTo(texts(logged));
            assertThat(inputs.columns()).hasSize(LAYOUT.size() + 2);
            assertThat(logged.getFirst().values().subList(LAYOUT.size(), LAYOUT.size() + 2))
                    .containsOnlyNulls();
            assertThat(logged.get(1).values().get(LAYOUT.size())).isEqualTo("Recife");
            // Items are drawn, so it is not always the first that is looked at.
            long firsts = logged.stream()
                    .filter(one -> Observation.drawn(one.decision(), ITEMS) == 0)
                    .count();
            assertThat(firsts).isBetween(1L, 15L);
        }
    }

    /** What arrays hold, and NaN as itself. */
    private static List<String> texts(List<Observation> observations) {
        return observations.stream()
                .map(one -> one.decision() + Arrays.deepToString(one.values().toArray()))
                .toList();
    }

    @Test
    void aSnapshotOfBeforeKnowsNoCircumstances() {
        try (Database database = TestDatabase.fresh("lifecycle");
                PostgresEventLog log = new PostgresEventLog(database, new SimpleMeterRegistry())) {
            Lake lake = new Lake(folder, database, clock);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Event shown = shown(i, 1);
                events.add(shown);
                events.add(new Event(
                        UUID.randomUUID(), "click", clock.instant(), shown.decision(), null, "item-2", shown.body()));
            }
            log.append(events);
            Snapshot taken = new RankingSnapshot(settings(Circumstances.NONE), log)
                    .take(Period.endingAt(clock.instant().plusSeconds(1), Duration.ofDays(1)), lake);
            List<Observation> stored = new ArrayList<>();
            new ShownInputs(settings(new Where())).read(((Snapshot.Taken) taken).dataset(), lake, stored::add);
            assertThat(stored)
                    .hasSize(10)
                    .allSatisfy(one -> assertThat(one.values().subList(LAYOUT.size(), LAYOUT.size() + 2))
                            .containsOnlyNulls());
        }
    }

    @Test
    void readsNoListOfAnotherLayoutAndNoOtherEvent() {
        Event shown = shown(1, 1);
        DecisionInputs inputs = new ShownInputs(settings(Circumstances.NONE));
        assertThat(inputs.read(shown)).isPresent();
        ((ObjectNode) shown.body()).put(Impression.LAYOUT, "another");
        assertThat(inputs.read(shown)).isEmpty();
        assertThat(inputs.read(new Event(shown.id(), "click", START, shown.decision(), null, null, shown.body())))
                .isEmpty();
    }
}
