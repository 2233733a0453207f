package tino.lifecycle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.Answered;
import tino.lifecycle.experiment.Experiment.Kind;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.pipeline.Evaluation;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Run;
import tino.lifecycle.pipeline.Split;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.serving.Served.Answer;
import tino.lifecycle.serving.Served.Fallback;

@NullUnmarked // a null where there should be a value fails the test by itself
class ServingTest {
    private static final Decision DECISION = new Decision(new UUID(0x7000, 1), null, false);

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Serving serving;
    private final Words words = new Words();

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        serving = new Serving(
                workshop.registry, workshop.rollouts, workshop.experiments, workshop.database, workshop.metrics);
    }

    @AfterEach
    void close() {
        serving.close();
        workshop.close();
    }

    private ModelVersion champion(String word) {
        ModelVersion version = workshop.registry.register(
                "words", new StringBuffer(word), words.format(), new Provenance(null, null, Map.of(), "0123abc"));
        workshop.registry.gates().override("words", version.number(), "test", "test");
        workshop.registry.assign("words", Registry.CHAMPION, version.number(), "test", "test");
        return version;
    }

    private static Answer<String> ask(Served<StringBuffer> door) {
        Answer<String> answer = door.answer(DECISION, asking(StringBuffer::toString));
        return new Answer<>(answer.value(), untimed(answer.answered()), answer.fallback());
    }

    /** What else it was, whatever it took. */
    private static Answered untimed(Answered answered) {
        assertThat(answered.micros() == null).isEqualTo(answered.version() == null);
        return new Answered(answered.model(), answered.version(), answered.arm());
    }

    private static Question<StringBuffer, String> asking(Function<StringBuffer, String> model) {
        return new Question<>() {
            @Override
            public String by(StringBuffer word) {
                return model.apply(word);
            }

            @Override
            public String fallback() {
                return "fallback";
            }
        };
    }

    private static Answer<String> answer(String value, @Nullable Integer version, @Nullable Fallback fallback) {
        return new Answer<>(value, new Answered("words", version, null), fallback);
    }

    private double fallbacks(String reason) {
        return workshop.metrics
                .get("tino.serving.fallbacks")
                .tag("model", "words")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void answersByTheFallbackWhileThereIsNoModel() {
        Served<StringBuffer> door = serving.open(words);
        assertThat(ask(door)).isEqualTo(answer("fallback", null, Fallback.NO_MODEL));
        assertThat(fallbacks("no_model")).isEqualTo(1);
        assertThat(serving.asked(words.model()))
                .as("there is no champion to ask")
                .isZero();
    }

    @Test
    void answersByTheWarmChampionFromTheStart() {
        champion("one");
        assertThat(ask(serving.open(words))).isEqualTo(answer("one", 1, null));
        assertThat(words.warmed).containsExactly("one");
        assertThat(workshop.metrics.get("tino.serving.version").gauge().value()).isEqualTo(1);
    }

    @Test
    void followsAChangeOfAnotherServerWithinASecond() {
        champion("one");
        Served<StringBuffer> door = serving.open(words);
        // Another process: its own registry over the same database and folder.
        Registry elsewhere = new Registry(workshop.models, workshop.database, workshop.clock);
        ModelVersion two = elsewhere.register(
                "words", new StringBuffer("two"), words.format(), new Provenance(null, null, Map.of(), "0123abc"));
        elsewhere.gates().override("words", two.number(), "test", "test");
        elsewhere.assign("words", Registry.CHAMPION, two.number(), "test", "test");
        await().atMost(Duration.ofSeconds(1)).until(() -> ask(door).value().equals("two"));
        elsewhere.rollback("words", "ana", "two is bad");
        await().atMost(Duration.ofSeconds(1)).until(() -> ask(door).value().equals("one"));
    }

    @Test
    void swapsUnderLoadWithoutAFailedAnswer() throws InterruptedException {
        champion("0");
        Served<StringBuffer> door = serving.open(words);
        AtomicBoolean stop = new AtomicBoolean();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicLong failed = new AtomicLong();
        try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                clients.submit(() -> {
                    while (!stop.get()) {
                        Answer<String> answer = ask(door);
                        // On a machine that is busy with other builds an answer may be late, but none may fail.
                        if (answer.fallback() != null && answer.fallback() != Fallback.TOO_SLOW) {
                            failed.incrementAndGet();
                        }
                        seen.add(answer.value());
                    }
                });
            }
            for (int version = 1; version <= 10; version++) {
                champion(Integer.toString(version));
                serving.refresh();
                String word = Integer.toString(version);
                await().until(() -> seen.contains(word));
            }
            stop.set(true);
        }
        assertThat(failed).hasValue(0);
    }

    @Test
    void answersByTheFallbackWhenTheModelFails() {
        champion("one");
        Served<StringBuffer> door = serving.open(words);
        Answer<String> answer = door.answer(DECISION, asking(model -> {
            throw new IllegalArgumentException("layout 7, expected 8");
        }));
        assertThat(answer).isEqualTo(answer("fallback", null, Fallback.FAILED));
        assertThat(fallbacks("failed")).isEqualTo(1);
        assertThat(serving.asked(words.model()))
                .as("it was the champion's to answer")
                .isEqualTo(1);
    }

    @Test
    void answersWithinTheBudgetHoweverManyCallsHang() {
        champion("one");
        words.budget = Duration.ofMillis(50);
        Served<StringBuffer> door = serving.open(words);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            Answer<String> answer = door.answer(DECISION, asking(model -> {
                started.incrementAndGet();
                while (true) {
                    try {
                        never.await();
                    } catch (InterruptedException stubborn) {
                        // A model that hangs does not listen.
                    }
                }
            }));
            assertThat(answer).isEqualTo(answer("fallback", null, Fallback.TOO_SLOW));
        }
        // Only as many threads hang as the version has, and once they all do nobody waits for them any more.
        assertThat(started.get()).isLessThan(40);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(fallbacks("too_slow")).isEqualTo(60);
        // The next version is not harmed.
        champion("two");
        serving.refresh();
        words.budget = Duration.ofSeconds(5);
        assertThat(ask(door).value()).isEqualTo("two");
    }

    @Test
    void keepsTheOldVersionWhenTheNewOneIsDamaged() throws IOException {
        champion("one");
        Served<StringBuffer> door = serving.open(words);
        ModelVersion two = workshop.registry.register(
                "words", new StringBuffer("two"), words.format(), new Provenance(null, null, Map.of(), "0123abc"));
        Files.writeString(two.folder().resolve("word.txt"), "twa");
        workshop.registry.gates().override("words", two.number(), "test", "test");
        workshop.registry.assign("words", Registry.CHAMPION, two.number(), "test", "test");
        serving.refresh();
        serving.refresh();
        assertThat(ask(door)).isEqualTo(answer("one", 1, null));
        assertThat(workshop.metrics.get("tino.serving.load.failures").counter().count())
                .isEqualTo(1);
        champion("three");
        serving.refresh();
        assertThat(ask(door)).isEqualTo(answer("three", 3, null));
    }

    @Test
    void showsAPersonTheSameVariantAfterARestart() {
        champion("one");
        champion("two");
        workshop.experiments.start("words", Kind.AB, 1, 2, 0.5, "ana", "is it better?");
        Served<StringBuffer> before = serving.open(words);
        Map<String, Answered> met = new HashMap<>();
        for (int person = 0; person < 200; person++) {
            met.put("person-" + person, askedBy("person-" + person, before));
        }
        assertThat(met.values().stream().map(Answered::arm).distinct())
                .hasSize(3)
                .contains((String) null);
        serving.close();
        serving = new Serving(
                workshop.registry, workshop.rollouts, workshop.experiments, workshop.database, workshop.metrics);
        Served<StringBuffer> after = serving.open(words);
        met.forEach((person, answered) -> assertThat(askedBy(person, after)).isEqualTo(answered));
    }

    private static Answered askedBy(String person, Served<StringBuffer> door) {
        return untimed(door.answer(new Decision(UUID.randomUUID(), person, false), asking(StringBuffer::toString))
                .answered());
    }

    @Test
    void leavesAnswersThatCannotBeInterleavedToTheChampion() {
        champion("one");
        champion("two");
        workshop.experiments.start("words", Kind.INTERLEAVED, 1, 2, 1, "ana", "is it better?");
        assertThat(ask(serving.open(words))).isEqualTo(answer("two", 2, null));
    }

    @Test
    void closesAVersionThatIsReplaced() {
        champion("one");
        Served<StringBuffer> door = serving.open(words);
        assertThat(ask(door).answered().version()).isEqualTo(1);
        serving.close();
        assertThat(ask(door).fallback()).isEqualTo(Fallback.NO_MODEL);
    }

    /** A model that is one word in a file. */
    private static final class Words implements ModelPipeline<Void, StringBuffer> {
        volatile Duration budget = Duration.ofSeconds(5);
        final List<String> warmed = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public String model() {
            return "words";
        }

        @Override
        public Snapshot snapshot(Period period, Lake lake) {
            return new Snapshot.TooLittle("words are not learned");
        }

        @Override
        public Split<Void> load(Dataset dataset, Lake lake) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StringBuffer train(Split<Void> data, Run run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Evaluation evaluate(StringBuffer model, Void test) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Evaluation> evaluateFallback(Void test) {
            return Optional.empty();
        }

        @Override
        public Gate gate() {
            return new Gate(List.of(Check.atLeast("length", 1)));
        }

        @Override
        public ServingPolicy serving() {
            return new ServingPolicy(budget);
        }

        @Override
        public RolloutPolicy rollout() {
            return RolloutPolicy.AT_ONCE;
        }

        @Override
        public void warmUp(StringBuffer model) {
            warmed.add(model.toString());
        }

        @Override
        public ArtifactFormat<StringBuffer> format() {
            return new ArtifactFormat<>() {
                @Override
                public void write(StringBuffer model, Path folder) throws IOException {
                    Files.writeString(folder.resolve("word.txt"), model);
                }

                @Override
                public StringBuffer read(Path folder) throws IOException {
                    return new StringBuffer(Files.readString(folder.resolve("word.txt")));
                }
            };
        }
    }
}
