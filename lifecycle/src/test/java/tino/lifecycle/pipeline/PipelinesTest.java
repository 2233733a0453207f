package tino.lifecycle.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.FaultyConnections;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.gate.RecordedVerdict;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;
import tino.lifecycle.rollout.Rollouts;

@NullUnmarked // a null where there should be a value fails the test by itself
class PipelinesTest {
    private static final Period PERIOD = Period.endingAt(Workshop.START, Duration.ofDays(14));

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Coins coins;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        coins = new Coins();
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private RunResult run() {
        return workshop.pipelines.run(coins, PERIOD, "nightly", Progress.SILENT);
    }

    @Test
    void makesTheFirstVersionChampionWithItsProvenance() throws IOException {
        List<Double> shares = new ArrayList<>();
        RunResult result = workshop.pipelines.run(coins, PERIOD, "nightly", (share, what) -> shares.add(share));

        assertThat(result.outcome()).as(result.message()).isEqualTo(RunOutcome.REGISTERED);
        ModelVersion version = workshop.registry.champion(Coins.MODEL).orElseThrow();
        assertThat(version).isEqualTo(result.version());
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.dataset()).isEqualTo(result.dataset().hash());
        assertThat(version.run()).isEqualTo(result.run());
        assertThat(version.codeCommit()).isEqualTo("0123abc");
        assertThat(version.files()).containsOnlyKeys("about/kind.txt", "weights.bin");
        assertThat(version.metrics()).containsKey("accuracy");
        assertThat(workshop.registry.gates().verdict(Coins.MODEL, 1)).contains(result.verdict());
        // Near the weights that the rows were made with; 2400 rows leave about 0.15 of sampling error.
        Coins.Logistic model = workshop.registry.load(version, coins.format());
        assertThat(model.a()).isBetween(1.6, 2.4);
        assertThat(model.b()).isBetween(-3.5, -2.5);
        assertThat(shares).isSorted().startsWith(0.0).endsWith(1.0);
    }

    @Test
    void writesDownParametersMetricsByStepAndOutcome() {
        RunResult result = run();
        RunRecord record = workshop.runs.run(result.run()).orElseThrow();
        assertThat(record.outcome()).isEqualTo(RunOutcome.REGISTERED);
        assertThat(record.reason()).isEqualTo("nightly");
        assertThat(record.period()).isEqualTo(PERIOD);
        assertThat(record.dataset()).isEqualTo(result.dataset().hash());
        assertThat(record.duration()).isPresent();
        assertThat(workshop.runs.parameters(record.id())).containsEntry("rounds", "200");
        assertThat(workshop.runs.metrics(record.id()).get("loss")).hasSize(200);
        assertThat(workshop.runs.find(record.id()).orElseThrow().progress())
                .isEqualTo(new TrackedRun.Progress(1, "registered"));
        assertThat(workshop.runs.metrics(record.id())).containsKeys("challenger.accuracy", "fallback.accuracy");
    }

    @Test
    void trainsTheSameModelFromTheSameDataAndSeed() {
        ModelVersion first = run().version();
        ModelVersion second = run().version();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(second.dataset()).isEqualTo(first.dataset());
    }

    @Test
    void saysSoAndChangesNothingWhenThereIsTooLittleData() {
        coins.rows = 12;
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.TOO_LITTLE_DATA);
        assertThat(result.message()).isEqualTo("There are 12 rows in the period, 100 are needed.");
        assertThat(workshop.registry.versions(Coins.MODEL)).isEmpty();
        assertThat(workshop.runs.runs(Coins.MODEL)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(RunOutcome.TOO_LITTLE_DATA);
            assertThat(record.message()).isEqualTo(result.message());
        });
    }

    @Test
    void refusesAChallengerThatIsWorseThanTheChampion() {
        run();
        coins.rounds = 1;
        coins.learningRate = -1;
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.REJECTED);
        assertThat(result.message())
                .contains("accuracy")
                .contains("than the champion's")
                .contains("not passed");
        assertThat(result.means()).containsOnlyKeys("challenger", "champion", "fallback");
        assertThat(workshop.registry.versions(Coins.MODEL)).hasSize(1);
        assertThat(workshop.registry.champion(Coins.MODEL).orElseThrow().number())
                .isEqualTo(1);
        assertThat(workshop.registry.gates().verdicts(Coins.MODEL).getFirst())
                .extracting(RecordedVerdict::run, RecordedVerdict::number, RecordedVerdict::verdict)
                .containsExactly(result.run(), null, result.verdict());
    }

    @Test
    void registersNothingWhenTheGateAsksForWhatWasNotMeasured() {
        coins.gate = new Gate(List.of(Check.atLeast("accuracy", 0.5), Check.atLeast("auc", 0.7)));
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.message()).isEqualTo("The evaluation has no metric 'auc', it has [accuracy]");
        assertThat(workshop.registry.versions(Coins.MODEL)).isEmpty();
        assertThat(workshop.registry.gates().verdicts(Coins.MODEL)).isEmpty();
    }

    @Test
    void recordsAFailureWithItsErrorAndKeepsTheChampion() {
        run();
        coins.whileTraining = () -> {
            throw new IllegalStateException("label 7 in row 3, expected 0 or 1");
        };
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.message()).isEqualTo("label 7 in row 3, expected 0 or 1");
        assertThat(workshop.runs.run(result.run()).orElseThrow().message()).isEqualTo(result.message());
        assertThat(workshop.registry.champion(Coins.MODEL).orElseThrow().number())
                .isEqualTo(1);
    }

    @Test
    void trainsOnOneServerAtATime() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        coins.whileTraining = () -> {
            training.countDown();
            await(go);
        };
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RunResult> first = other.submit(this::run);
            await(training);
            RunResult second = workshop.pipelines.run(new Coins(), PERIOD, "by hand", Progress.SILENT);
            assertThat(second.outcome()).isEqualTo(RunOutcome.BUSY);
            go.countDown();
            assertThat(first.get().outcome()).isEqualTo(RunOutcome.REGISTERED);
        }
        assertThat(workshop.runs.runs(Coins.MODEL)).hasSize(1);
        coins.whileTraining = () -> {};
        assertThat(run().outcome()).isEqualTo(RunOutcome.REGISTERED);
    }

    @Test
    void registersNothingWhenTheLockWasLostMeanwhile() {
        coins.whileTraining = () -> workshop.database
                .sql()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                .query((row, i) -> 0)
                .list();
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.message()).contains("another server may train it too");
        assertThat(workshop.registry.versions(Coins.MODEL)).isEmpty();
    }

    /** The connection breaks at every statement and commit in turn, before it and before its answer. */
    @Test
    void saysOfARunWhatWasCommittedWhereverTheConnectionBreaks() throws Exception {
        coins.rows = 200;
        coins.rounds = 3;
        coins.gate = new Gate(List.of(Check.atLeast("accuracy", 0)));
        try (FaultyConnections connections = new FaultyConnections(workshop.database.dataSource())) {
            Database faulty = Database.over(connections);
            Registry registry = new Registry(workshop.models, faulty, workshop.clock);
            Pipelines pipelines = new Pipelines(
                    faulty,
                    workshop.lake,
                    workshop.baselines,
                    registry,
                    new Runs(faulty, workshop.clock),
                    new Rollouts(faulty, registry, workshop.clock),
                    new SplittableRandom(1),
                    "0123abc",
                    workshop.metrics);
            int[] seen = {0, 0};
            for (int statement = 1; seen[0] < 2 || seen[1] < 2; statement++) {
                for (int after = 0; after < 2; after++) {
                    connections.calm();
                    if (after == 0) {
                        connections.loseBefore(statement);
                    } else {
                        connections.loseAfter(statement);
                    }
                    int versions = workshop.registry.versions(Coins.MODEL).size();
                    try {
                        RunResult result = pipelines.run(coins, PERIOD, "nightly", Progress.SILENT);
                        if (result.outcome() == RunOutcome.REGISTERED) {
                            seen[after]++;
                            assertThat(result.version()).isNotNull();
                        }
                    } catch (RuntimeException lost) {
                        // Then the run could not even begin, or its end not be said.
                    }
                    agree(versions);
                }
                assertThat(statement).isLessThan(200);
            }
        }
    }

    /** A new version, its run's outcome, its trial and its place as champion: all or nothing. */
    private void agree(int before) {
        List<ModelVersion> versions = workshop.registry.versions(Coins.MODEL);
        assertThat(versions.size()).isIn(before, before + 1);
        assertThat(workshop.runs.runs(Coins.MODEL).stream()
                        .filter(record -> record.outcome() == RunOutcome.REGISTERED)
                        .map(RunRecord::id))
                .containsExactlyInAnyOrderElementsOf(
                        versions.stream().map(ModelVersion::run).toList());
        assertThat(workshop.rollouts.all(Coins.MODEL)).hasSize(versions.size()).allMatch(rollout -> !rollout.open());
        assertThat(workshop.registry.champion(Coins.MODEL).map(ModelVersion::number))
                .isEqualTo(versions.stream().map(ModelVersion::number).findFirst());
    }

    @Test
    void marksARunWhoseProcessDiedAsFailed() {
        java.util.UUID dead = java.util.UUID.randomUUID();
        workshop.runs.start(dead, Coins.MODEL, "nightly", PERIOD, 1, "0123abc");
        run();
        assertThat(workshop.runs.run(dead).orElseThrow().outcome()).isEqualTo(RunOutcome.FAILED);
    }

    @Test
    void replacesAChampionWhoseFilesAreDamaged() throws IOException {
        ModelVersion first = run().version();
        Files.write(first.folder().resolve("weights.bin"), new byte[3]);
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.REGISTERED);
        assertThat(workshop.runs.parameters(result.run()).get("champion_left_out"))
                .contains("weights.bin")
                .contains(first.files().get("weights.bin"));
    }

    @Test
    void goesOnWhenTheClockWasSetBack() {
        run();
        workshop.clock.set(Workshop.START.minus(Duration.ofDays(3)));
        assertThat(run().version().number()).isEqualTo(2);
        assertThat(workshop.registry.champion(Coins.MODEL).orElseThrow().number())
                .isEqualTo(2);
        assertThat(workshop.registry.rollback(Coins.MODEL, "ana", "clock").number())
                .isEqualTo(1);
    }

    @Test
    void keepsTheHistoryOfChampions() {
        run();
        run();
        run();
        Registry registry = workshop.registry;
        assertThat(registry.rollback(Coins.MODEL, "ana", "strange results").number())
                .isEqualTo(2);
        assertThat(registry.rollback(Coins.MODEL, "ana", "still strange").number())
                .isEqualTo(1);
        assertThat(registry.history(Coins.MODEL, Registry.CHAMPION))
                .extracting(AliasChange::number, AliasChange::previous, AliasChange::who)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, null, "nightly"),
                        org.assertj.core.groups.Tuple.tuple(2, 1, "nightly"),
                        org.assertj.core.groups.Tuple.tuple(3, 2, "nightly"),
                        org.assertj.core.groups.Tuple.tuple(2, 3, "ana"),
                        org.assertj.core.groups.Tuple.tuple(1, 2, "ana"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> registry.rollback(Coins.MODEL, "ana", "more"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there has been none");
    }

    @Test
    void acceptsAnythingAboveAConstant() {
        coins.gate = new Gate(List.of(Check.atLeast("accuracy", 0.7), Check.atMost("accuracy", 0.75)));
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(RunOutcome.REJECTED);
        assertThat(result.verdict().findings())
                .extracting(finding -> finding.passed())
                .containsExactly(true, false);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
