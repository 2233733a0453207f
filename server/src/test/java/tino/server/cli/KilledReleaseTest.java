package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.Transition;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.simulate.Fashion;
import tino.server.HaltedProcess;
import tino.server.TinoProcess;

/**
 * A training and a promotion, real processes with {@code kill -9} at each of their statements: afterwards everything is as
 * before, or everything is done.
 */
@NullUnmarked // a null where there should be a value fails the test by itself
class KilledReleaseTest {
    private static final String MODEL = MarketplaceRanker.MODEL;
    private static final int DAYS = 3;
    /** In all fewer than a training wants by its own settings, so that nothing is trained while they are played. */
    private static final int SEARCHES = 60;

    /** Little data, a gate that lets it pass, and one step to all people. */
    private static final Map<String, String> SETTINGS = Map.of(
            "TINO_MARKETPLACE_MINIMUMLISTS", "20",
            "TINO_MARKETPLACE_GATE_0_METRIC", "ndcg@10",
            "TINO_MARKETPLACE_GATE_0_ATLEAST", "0",
            "TINO_MARKETPLACE_ROLLOUT_CANARY", "100");

    @TempDir
    private Path home;

    private HaltedProcess halted;
    private Registry registry;
    private Rollouts rollouts;
    private Runs runs;

    /** Where a process is halted. */
    private enum Point {
        STATEMENT,
        /** In its commit. */
        COMMIT
    }

    /** What becomes of the statement it is at: the server of the database sees that the process is gone, or goes on. */
    private enum Then {
        UNDONE,
        DONE
    }

    @Test
    void leavesTheOldStateOrTheNewOneWhereverItIsKilled() throws Exception {
        play();
        try (Database opened = Database.embedded(home)) {
            registry = new Registry(home.resolve("models"), opened, InstantSource.system());
            rollouts = new Rollouts(opened, registry, InstantSource.system());
            runs = new Runs(opened, InstantSource.system());
            halted = new HaltedProcess(opened);
            training();
            promotion();
        }
    }

    private void play() {
        try (Simulation simulation = new Simulation(Map.of("tino.home", home, "tino.port", 0))) {
            Output output = new Output();
            LocalDate first = simulation.yesterday().minusDays(DAYS - 1);
            simulation.seedIfEmpty(200, 11, first, output);
            try (Simulation.Stage stage = simulation.stage(11)) {
                new Telling(simulation, output).days(stage, first, DAYS, SEARCHES, Fashion.USUAL);
            }
        }
    }

    private void training() throws Exception {
        for (String table :
                List.of("run", "dataset", "run_metric", "gate_verdict", "model_version", "rollout_transition")) {
            kill(table, Point.STATEMENT, Then.UNDONE, "train");
            assertThat(registry.versions(MODEL)).as("killed at " + table).isEmpty();
            assertThat(rollouts.all(MODEL)).isEmpty();
            whole();
        }
        kill("rollout", Point.COMMIT, Then.UNDONE, "train");
        assertThat(registry.versions(MODEL)).isEmpty();
        whole();
        kill("rollout", Point.COMMIT, Then.DONE, "train");
        assertThat(registry.versions(MODEL)).hasSize(1);
        whole();
        succeed("train");
        assertThat(registry.versions(MODEL)).hasSize(2);
        whole();
        assertThat(runs.runs(MODEL))
                .filteredOn(record -> record.outcome() != RunOutcome.REGISTERED)
                .isNotEmpty()
                .allMatch(record ->
                        record.outcome() == RunOutcome.FAILED || record.outcome() == RunOutcome.TOO_LITTLE_DATA);
        try (Stream<Path> folders = Files.list(home.resolve("models").resolve(MODEL))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .as("nothing is left of what was killed")
                    .containsExactlyInAnyOrder("1", "2");
        }
    }

    private void promotion() throws Exception {
        String[] promote = {"rollout", "promote", MODEL, "--version", "2", "--why", "good"};
        kill("rollout_transition", Point.STATEMENT, Then.UNDONE, promote);
        assertThat(trial().stage()).isEqualTo(Stage.SHADOW);
        kill("rollout_transition", Point.COMMIT, Then.DONE, promote);
        assertThat(trial().place()).isEqualTo("canary 100 %");
        whole();
        for (String table : List.of("rollout_transition", "model_alias_history")) {
            for (Point point : Point.values()) {
                kill(table, point, Then.UNDONE, promote);
                assertThat(trial().place()).as("killed at " + table).isEqualTo("canary 100 %");
                assertThat(registry.champion(MODEL)).isEmpty();
                whole();
            }
        }
        kill("model_alias_history", Point.COMMIT, Then.DONE, promote);
        assertThat(trial().stage()).isEqualTo(Stage.FULL);
        assertThat(registry.champion(MODEL).orElseThrow().number()).isEqualTo(2);
        assertThat(rollouts.open(MODEL)).as("version 1 is superseded").isEmpty();
        whole();
    }

    private Rollout trial() {
        return rollouts.all(MODEL).stream()
                .filter(rollout -> rollout.version() == 2)
                .findFirst()
                .orElseThrow();
    }

    /** Nothing is half there. */
    private void whole() throws IOException {
        List<ModelVersion> versions = registry.versions(MODEL);
        for (ModelVersion version : versions) {
            for (var file : version.files().entrySet()) {
                Checksum.verify(version.folder().resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(runs.runs(MODEL))
                .filteredOn(record -> record.outcome() == RunOutcome.REGISTERED)
                .extracting(RunRecord::id)
                .containsExactlyInAnyOrderElementsOf(
                        versions.stream().map(ModelVersion::run).toList());
        List<Rollout> trials = rollouts.all(MODEL);
        assertThat(trials)
                .extracting(Rollout::version)
                .containsExactlyInAnyOrderElementsOf(
                        versions.stream().map(ModelVersion::number).toList());
        for (Rollout trial : trials) {
            List<Transition> steps = rollouts.transitions(trial.id());
            assertThat(steps).hasSize((int) trial.revision() + 1);
            assertThat(steps.getLast().to()).isEqualTo(trial.stage());
            assertThat(steps.getLast().toPercent()).isEqualTo(trial.percent());
            assertThat(registry.champion(MODEL)
                            .map(ModelVersion::number)
                            .equals(java.util.Optional.of(trial.version())))
                    .as("full and champion are one")
                    .isEqualTo(trial.stage() == Stage.FULL);
        }
        List<AliasChange> history = registry.history(MODEL, Registry.CHAMPION);
        assertThat(history).hasSize(registry.champion(MODEL).isPresent() ? 1 : 0);
        assertThat(registry.aliases(MODEL).get(Registry.CHALLENGER))
                .isEqualTo(rollouts.open(MODEL).stream()
                        .map(Rollout::version)
                        .max(Integer::compare)
                        .orElse(null));
    }

    private void succeed(String... words) throws Exception {
        try (TinoProcess tino = start(words)) {
            assertThat(tino.end()).as(String.join(" ", words)).isZero();
        }
    }

    private TinoProcess start(String... words) throws IOException {
        List<String> line = new ArrayList<>(Arrays.asList(words));
        line.add("--json");
        return TinoProcess.start(home, SETTINGS, line.toArray(String[]::new));
    }

    private void kill(String table, Point point, Then then, String... words) throws Exception {
        String event = point == Point.STATEMENT
                ? "BEFORE INSERT OR UPDATE ON " + table
                : "CONSTRAINT AFTER INSERT OR UPDATE ON " + table + " DEFERRABLE INITIALLY DEFERRED";
        halted.kill(event, "", then == Then.DONE, () -> start(words));
    }
}
