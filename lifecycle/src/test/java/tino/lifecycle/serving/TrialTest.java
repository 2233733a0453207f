package tino.lifecycle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.FaultyConnections;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Criterion;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.serving.Served.Answer;
import tino.lifecycle.serving.Served.Fallback;
import tools.jackson.databind.json.JsonMapper;

/** Versions on trial, seen in what is answered. Version 1 is champion and says so; version 2 is on trial. */
@NullUnmarked // a null where there should be a value fails the test by itself
class TrialTest {
    private static final String MODEL = "words";
    private static final RolloutPolicy SHADOW = new RolloutPolicy(
            new RolloutPolicy.Shadow(1, 3, Duration.ofDays(14), 3_000, 3, 0.05, 0.95, 0.02, Duration.ofMillis(15)),
            List.of(50, 100),
            RolloutPolicy.Step.STANDARD,
            RolloutPolicy.Guard.STANDARD);
    private static final RolloutPolicy CANARY = new RolloutPolicy(null, SHADOW.canary(), SHADOW.step(), SHADOW.guard());
    private static final Outcomes OUTCOMES = new Outcomes(Map.of("click", 1.0, "contract", 5.0), 5);

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(3);
    private Workshop workshop;
    private PostgresEventLog events;
    private Serving serving;
    private Keeper keeper;
    private Served<String> door;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        events = new PostgresEventLog(workshop.database, new SimpleMeterRegistry());
        serving = new Serving(
                workshop.registry, workshop.rollouts, workshop.experiments, workshop.database, workshop.metrics);
        keeper = new Keeper(
                workshop.database,
                workshop.registry,
                workshop.rollouts,
                new ShadowLog(workshop.database),
                workshop.clock,
                serving);
        keeper.keep(MODEL, SHADOW, OUTCOMES);
        workshop.version(MODEL, "one");
        workshop.registry.assign(MODEL, Registry.CHAMPION, 1, "test", "test");
        workshop.version(MODEL, "two");
        workshop.version(MODEL, "three");
        door = serving.open(new Sayings(MODEL, SHADOW, OUTCOMES));
    }

    @AfterEach
    void close() {
        keeper.close();
        serving.close();
        events.close();
        workshop.close();
    }

    private Rollout begin(int version, RolloutPolicy policy) {
        Rollout rollout =
                workshop.rollouts.begin(MODEL, version, policy, "test", "test").orElseThrow();
        serving.refresh();
        return rollout;
    }

    /** What the versions do with a question. */
    private interface Model {
        String answer(String text);
    }

    private Answer<String> ask(String unit, Model model) {
        return door.answer(new Decision(DecisionId.next(workshop.clock, random), unit, false), new Asked(model));
    }

    private Answer<String> ask(String unit) {
        return ask(unit, text -> text);
    }

    private record Asked(Model model) implements Question<String, String> {
        @Override
        public String by(String text) {
            return model.answer(text);
        }

        @Override
        public String fallback() {
            return "fallback";
        }

        @Override
        public List<ShadowLog.Item> compare(String answered, String shadow) {
            return List.of(new ShadowLog.Item(answered + "/" + shadow, 2, 1, 0.5, 0.9, 1, null));
        }

        @Override
        public String interleave(String a, String b, RandomGenerator random) {
            return random.nextBoolean() ? a + b : b + a;
        }
    }

    private List<String> units() {
        return IntStream.range(0, 400).mapToObj(unit -> "u" + unit).toList();
    }

    private Set<String> met(int version) {
        Set<String> met = new HashSet<>();
        for (String unit : units()) {
            if (ask(unit).answered().version() == version) {
                met.add(unit);
            }
        }
        return met;
    }

    private double count(String meter, String tag, String value) {
        return workshop.metrics.get(meter).tag(tag, value).counter().count();
    }

    // Who meets it

    @Test
    void keepsEverybodyWhoMetItWhenItsShareGrowsAndMarksBothArms() {
        Rollout rollout = begin(2, CANARY);
        Set<String> half = met(2);
        // Half of 400; five standard deviations of a binomial are 50.
        assertThat(half.size()).isBetween(150, 250);
        assertThat(met(2)).as("the same again").isEqualTo(half);
        String inside = half.iterator().next();
        assertAnswered(inside, 2, "canary:2");
        String outside = units().stream()
                .filter(unit -> !half.contains(unit))
                .findFirst()
                .orElseThrow();
        assertAnswered(outside, 1, "control:2");
        workshop.rollouts.advance(rollout, CANARY, "ana", "good", null);
        serving.refresh();
        assertThat(met(2)).hasSize(400).containsAll(half);
    }

    private void assertAnswered(String unit, int version, String arm) {
        Answered answered = ask(unit).answered();
        assertThat(answered.version()).isEqualTo(version);
        assertThat(answered.arm()).isEqualTo(arm);
        assertThat(answered.micros()).as("the time that it took").isNotNegative();
    }

    @Test
    void countsAnswersOfTheFallbackForTheVersionThatOwedThem() {
        begin(2, CANARY);
        String unit = met(2).iterator().next();
        Answer<String> answer = ask(unit, text -> {
            throw new IllegalStateException("cannot");
        });
        assertThat(answer).isEqualTo(new Answer<>("fallback", new Answered(MODEL, null, "canary:2"), Fallback.FAILED));
    }

    // Harm is ended, seen in answers

    private void endsWithinFiveSeconds(String unit) {
        keeper.start();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> workshop.rollouts.open(MODEL).isEmpty()
                        && Objects.equals(ask(unit).answered().version(), 1));
        assertThat(ask(unit).value()).isEqualTo("one");
        Rollout over = workshop.rollouts.all(MODEL).getFirst();
        assertThat(over.stage()).isEqualTo(Rollout.Stage.WITHDRAWN);
        assertThat(workshop.rollouts.transitions(over.id()).getLast().evidence())
                .contains("\"held\":false");
    }

    private void log(String arm, int answers, String outcome, int outcomes, @Nullable Object position) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            UUID decision = DecisionId.next(workshop.clock, random);
            batch.add(event(decision, "answer", null, new Answered(MODEL, 9, arm)));
            if (i < outcomes) {
                batch.add(event(decision, outcome, position, null));
            }
        }
        events.append(batch);
    }

    private Event event(UUID decision, String type, @Nullable Object position, @Nullable Answered answered) {
        var body = JsonMapper.shared().createObjectNode();
        if (position != null) {
            body.putPOJO("position", position);
        }
        return new Event(
                new UUID(random.nextLong(), random.nextLong()),
                type,
                workshop.clock.instant(),
                decision,
                null,
                "i",
                JsonMapper.shared().readTree(body.toString()),
                answered);
    }

    @Test
    void stopsAnsweringWhenTheCtrFalls() {
        begin(2, CANARY);
        String unit = met(2).iterator().next();
        log("control:2", 600, "click", 300, 1);
        log("canary:2", 600, "click", 200, 1);
        endsWithinFiveSeconds(unit);
    }

    @Test
    void stopsAnsweringWhenHitsFall() {
        begin(2, CANARY);
        String unit = met(2).iterator().next();
        log("control:2", 600, "contract", 200, 3);
        log("canary:2", 600, "contract", 200, 4);
        endsWithinFiveSeconds(unit);
    }

    @Test
    void isNotBlindedByAnOutcomeWhosePositionIsNone() {
        begin(2, CANARY);
        String unit = met(2).iterator().next();
        log("control:2", 600, "contract", 200, 3);
        log("canary:2", 600, "contract", 200, "first");
        endsWithinFiveSeconds(unit);
    }

    @Test
    void stopsAnsweringWhenItIsSlow() {
        begin(2, CANARY);
        List<String> met = List.copyOf(met(2));
        for (int i = 0; i < 600; i++) {
            ask(met.get(i % met.size()), text -> {
                if (text.equals("two")) {
                    long until = System.nanoTime() + Duration.ofMillis(26).toNanos();
                    while (System.nanoTime() < until) {
                        LockSupport.parkNanos(until - System.nanoTime());
                    }
                }
                return text;
            });
            if (serving.trial(workshop.rollouts.open(MODEL).getFirst()).p95() > 25) {
                break;
            }
        }
        endsWithinFiveSeconds(met.getFirst());
    }

    @Test
    void stopsAnsweringWhenTheFallbackHasToAnswerForIt() {
        begin(2, CANARY);
        List<String> met = List.copyOf(met(2));
        for (int i = 0; i < 60; i++) {
            ask(met.get(i), text -> {
                if (text.equals("two")) {
                    throw new IllegalStateException("cannot");
                }
                return text;
            });
        }
        endsWithinFiveSeconds(met.getFirst());
    }

    @Test
    void neverAnswersWhenItCannotBeReadAndIsWithdrawn() throws Exception {
        Files.writeString(
                workshop.registry.version(MODEL, 2).orElseThrow().folder().resolve("text.txt"), "tw0");
        begin(2, CANARY);
        assertThat(met(2)).isEmpty();
        endsWithinFiveSeconds("u1");
        // Mended, it gets its chance.
        Files.writeString(
                workshop.registry.version(MODEL, 2).orElseThrow().folder().resolve("text.txt"), "two");
        serving.refresh();
        begin(2, CANARY);
        assertThat(met(2)).isNotEmpty();
    }

    @Test
    void withdrawsAVersionThatWasDeleted() {
        begin(2, SHADOW);
        begin(3, CANARY);
        workshop.registry.delete(MODEL, 2, "ana");
        workshop.registry.delete(MODEL, 3, "ana");
        assertThat(keeper.tick(true)).hasSize(2);
        assertThat(workshop.rollouts.open(MODEL)).isEmpty();
    }

    @Test
    void looksAfterTheOthersWhenOneModelCannotBeLookedAfter() {
        keeper.keep("another", SHADOW, new Outcomes(Map.of("no\u0000type", 5.0), 5));
        for (int i = 0; i < 2; i++) {
            workshop.version("another", "a" + i);
        }
        workshop.rollouts.begin("another", 1, CANARY, "test", "test").orElseThrow();
        begin(2, CANARY);
        log("control:2", 600, "click", 300, 1);
        log("canary:2", 600, "click", 200, 1);
        assertThat(keeper.tick(true)).extracting(Rollout::model).containsExactly(MODEL);
    }

    // The shadow

    @Test
    void dropsAndCountsWhatDoesNotFitIntoTheQueueAndAnswersAllTheSame() {
        begin(2, SHADOW);
        CountDownLatch go = new CountDownLatch(1);
        Model stuck = text -> {
            if (text.equals("two")) {
                awaitLatch(go);
            }
            return text;
        };
        for (int i = 0; i < 1_500; i++) {
            assertThat(ask("u" + i, stuck).value()).isEqualTo("one");
        }
        double dropped = count("tino.shadow.decisions", "outcome", "dropped");
        // One is being answered, a thousand wait.
        assertThat(dropped).isEqualTo(499);
        go.countDown();
        serving.settle();
        assertThat(count("tino.shadow.decisions", "outcome", "kept")).isEqualTo(1_001);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void harmsNobodyWhenTheShadowFails() {
        begin(2, SHADOW);
        Answer<String> answer = ask("u", text -> {
            if (text.equals("two")) {
                throw new StackOverflowError();
            }
            return text;
        });
        assertThat(answer.value()).isEqualTo("one");
        assertThat(answer.answered().version()).isEqualTo(1);
        assertThat(answer.fallback()).isNull();
        serving.settle();
        assertThat(count("tino.shadow.decisions", "outcome", "failed")).isEqualTo(1);
        ask("u");
        serving.settle();
        assertThat(count("tino.shadow.decisions", "outcome", "kept")).isEqualTo(1);
    }

    @Test
    void answersUnseenBySeveralVersionsAtOnce() {
        begin(2, SHADOW);
        begin(3, SHADOW);
        ask("u");
        serving.settle();
        assertThat(workshop.database
                        .sql()
                        .sql("SELECT item FROM shadow_log ORDER BY item")
                        .query(String.class)
                        .list())
                .containsExactly("one/three", "one/two");
    }

    @Test
    void storesEverythingBeforeItIsSettled() {
        begin(2, SHADOW);
        for (int i = 1; i <= 300; i++) {
            ask("u");
            serving.settle();
            assertThat(count("tino.shadow.decisions", "outcome", "kept")).isEqualTo(i);
        }
    }

    @Test
    void labelsByTheHighestOutcomeInWhateverOrderTheyCome() {
        Rollout rollout = begin(2, SHADOW);
        UUID decision = DecisionId.next(workshop.clock, random);
        // The contract comes before the shadow is stored, the click after.
        Event contract = event(decision, "contract", 1, null);
        events.append(List.of(contract, contract));
        new ShadowLog(workshop.database)
                .append(List.of(new ShadowLog.Case(
                        rollout.id(), decision, null, 10, List.of(new ShadowLog.Item("i", 4, 1, 0, 0, 1, null)))));
        for (int i = 0; i < 2; i++) {
            Criterion hit = keeper.standing(rollout).conditions().stream()
                    .filter(criterion -> criterion.kind() == Criterion.Kind.HIT)
                    .findFirst()
                    .orElseThrow();
            assertThat(hit.value()).isEqualTo(1);
            assertThat(hit.reference()).isEqualTo(0);
            events.append(List.of(event(decision, "click", 1, null), contract));
        }
        assertThat(workshop.database
                        .sql()
                        .sql("SELECT label FROM shadow_log")
                        .query(Float.class)
                        .single())
                .isEqualTo(5f);
    }

    // Loading

    @Test
    void followsTheOthersWhenAFileOverwhelmsItsReader() {
        ArtifactFormat<String> deep = new ArtifactFormat<>() {
            @Override
            public void write(String model, Path folder) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String read(Path folder) throws java.io.IOException {
                String text = new Sayings.Text().read(folder);
                if (text.equals("two")) {
                    throw new StackOverflowError();
                }
                return text;
            }
        };
        door = serving.open(new Sayings(MODEL, SHADOW, OUTCOMES, deep));
        workshop.registry.assign(MODEL, Registry.CHAMPION, 2, "test", "test");
        serving.refresh();
        assertThat(ask("u").value()).isEqualTo("one");
        workshop.registry.assign(MODEL, Registry.CHAMPION, 3, "test", "test");
        await().atMost(Duration.ofSeconds(2)).until(() -> ask("u").value().equals("three"));
    }

    @Test
    void doesNotTakeADatabaseThatIsAwayForAFileThatCannotBeRead() throws Exception {
        begin(2, CANARY);
        try (FaultyConnections connections = new FaultyConnections(workshop.database.dataSource());
                Shadows shadows = new Shadows(new ShadowLog(workshop.database), new SimpleMeterRegistry())) {
            Database database = Database.over(connections);
            Registry registry = new Registry(workshop.models, database, workshop.clock);
            Rollouts rollouts = new Rollouts(database, registry, workshop.clock);
            Door<String> other = new Door<>(
                    new Sayings(MODEL, SHADOW, OUTCOMES),
                    registry,
                    rollouts,
                    new Experiments(database, registry, workshop.clock),
                    shadows,
                    new SimpleMeterRegistry());
            int statements = 0;
            for (boolean lost = true; lost; ) {
                connections.calm();
                connections.loseBefore(++statements);
                try {
                    other.refresh();
                    lost = false;
                } catch (RuntimeException away) {
                    assertThat(other.trialSpeed(rollouts.open(MODEL).getFirst()).loaded())
                            .as("statement " + statements)
                            .isTrue();
                }
            }
            assertThat(statements).isGreaterThan(4);
            assertThat(other.champion().orElseThrow().number()).isEqualTo(1);
            other.close();
        }
    }

    // Experiments

    @Test
    void givesEachPersonOneVariantAndExcludesTrials() {
        Experiment experiment = workshop.experiments.start(MODEL, Experiment.Kind.AB, 2, null, 0.5, "ana", "why");
        serving.refresh();
        Map<String, Answer<String>> answers = new java.util.TreeMap<>();
        units().forEach(unit -> answers.put(unit, ask(unit)));
        answers.forEach((unit, answer) -> assertThat(ask(unit))
                .usingRecursiveComparison()
                .ignoringFields("answered.micros")
                .isEqualTo(answer));
        assertThat(answers.values().stream()
                        .map(answer -> answer.answered().arm() + " " + answer.value())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "null one",
                        "experiment:" + experiment.id() + ":a two",
                        "experiment:" + experiment.id() + ":b fallback");
        long out = answers.values().stream()
                .filter(answer -> answer.answered().arm() == null)
                .count();
        assertThat(out).isBetween(150L, 250L);
        assertThat(workshop.rollouts.begin(MODEL, 3, CANARY, "ana", "why")).isEmpty();
    }

    @Test
    void answersByTheFallbackOutsideTheExperimentWhenOneOfTwoInterleavedFails() {
        Experiment experiment = workshop.experiments.start(MODEL, Experiment.Kind.INTERLEAVED, 1, 2, 1, "ana", "why");
        serving.refresh();
        assertThat(ask("u").answered()).isEqualTo(new Answered(MODEL, null, "experiment:" + experiment.id()));
        assertThat(ask("u").value()).isIn("onetwo", "twoone");
        Answer<String> failed = ask("u", text -> {
            if (text.equals("two")) {
                throw new IllegalStateException("cannot");
            }
            return text;
        });
        assertThat(failed).isEqualTo(new Answer<>("fallback", new Answered(MODEL, null, null), Fallback.FAILED));
    }

    @Test
    void saysThatAnswersWithoutAnOrderCannotBeInterleaved() {
        Question<String, String> plain = new Question<>() {
            @Override
            public String by(String model) {
                return model;
            }

            @Override
            public String fallback() {
                return "fallback";
            }
        };
        assertThatThrownBy(() -> plain.interleave("a", "b", random)).hasMessageContaining("A/B experiment");
    }

    // What may go on trial at all

    @Test
    void putsNothingOnTrialThatCannotBeUsedHere() throws Exception {
        Sayings pipeline = new Sayings(MODEL, SHADOW, OUTCOMES);
        workshop.version(MODEL, "# another layout");
        assertThatThrownBy(() -> workshop.pipelines.trial(pipeline, 4, SHADOW, "ana", "why"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Version 4 of words cannot go on trial")
                .hasMessageContaining("Expected a text of layout 2");
        Files.writeString(
                workshop.registry.version(MODEL, 3).orElseThrow().folder().resolve("text.txt"), "thr");
        assertThatThrownBy(() -> workshop.pipelines.trial(pipeline, 3, SHADOW, "ana", "why"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.txt");
        assertThatThrownBy(() -> workshop.pipelines.trial(pipeline, 99, SHADOW, "ana", "why"))
                .hasMessageContaining("there is no 99");
        assertThat(workshop.rollouts.all(MODEL)).isEmpty();
        assertThat(workshop.pipelines.trial(pipeline, 2, SHADOW, "ana", "why")).isPresent();
    }
}
