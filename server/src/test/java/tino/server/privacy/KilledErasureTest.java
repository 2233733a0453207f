package tino.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.server.HaltedProcess;
import tino.server.RunningServer;
import tino.server.TinoProcess;
import tools.jackson.databind.JsonNode;

/**
 * {@code tino privacy erase} in real processes with {@code kill -9} at each of its steps, before and in the commit; the next
 * one goes on, and in the end there is no trace.
 */
@NullUnmarked // a null where there should be a value fails the test by itself
final class KilledErasureTest {
    @TempDir
    private Path home;

    private Database database;
    private HaltedProcess halted;

    @Test
    void endsCompleteWhereverItIsKilled() throws Exception {
        Maria maria;
        try (RunningServer server = RunningServer.start(home, Maria.SETTINGS)) {
            maria = Maria.movesIn(server);
        }
        try (Database opened = Database.embedded(home)) {
            database = opened;
            halted = new HaltedProcess(database);
            kill("BEFORE INSERT ON erasure_step", "", false, maria.account);
            assertThat(count("SELECT count(*) FROM erasure"))
                    .as("asked for in one piece")
                    .isZero();
            kill("BEFORE UPDATE ON erasure_step", "WHEN (NEW.number = 1)", false, maria.account);
            long steps = count("SELECT count(*) FROM erasure_step");
            assertThat(steps).isEqualTo(22);
            for (int step = 1; step <= steps; step++) {
                // In turns: all of the step undone but for its files, or all of it done.
                boolean done = step % 2 == 0;
                kill(
                        done
                                ? "CONSTRAINT AFTER UPDATE ON erasure_step DEFERRABLE INITIALLY DEFERRED"
                                : "BEFORE UPDATE ON erasure_step",
                        "WHEN (NEW.number = " + step + ")",
                        done,
                        maria.account);
                assertThat(count("SELECT count(*) FROM erasure_step WHERE done_at IS NOT NULL"))
                        .as("killed at step " + step)
                        .isEqualTo(done ? step : step - 1);
                assertThat(count("SELECT count(*) FROM erasure WHERE ended_at IS NULL"))
                        .isEqualTo(1);
            }
            kill("BEFORE UPDATE ON erasure", "", false, maria.account);
            assertThat(count("SELECT count(*) FROM erasure WHERE ended_at IS NULL"))
                    .isEqualTo(1);
            JsonNode report = TinoProcess.run(home, "privacy", "erase", maria.account, "--json")
                    .json();
            assertThat(report.path("status").asString()).isEqualTo("complete");
            assertThat(report.path("remains")).as(report.toPrettyString()).isEmpty();
            assertThat(report.path("versions")).hasSize(1);
            assertThat(count("SELECT count(*) FROM erasure")).isEqualTo(1);
            assertThat(TinoProcess.run(home, "privacy", "erase", Maria.SESSION, "--json")
                            .code())
                    .isZero();
            assertThat(Traces.of(maria.traces(), database, home)).isEmpty();
            Lake lake = new Lake(home.resolve("lake"), database, InstantSource.fixed(Instant.EPOCH));
            for (Dataset dataset : lake.kept()) {
                lake.read(dataset).close();
            }
        }
    }

    private long count(String question) {
        return database.sql().sql(question).query(Long.class).single();
    }

    private void kill(String event, String condition, boolean done, String id) throws Exception {
        halted.kill(event, condition, done, () -> TinoProcess.start(home, Map.of(), "privacy", "erase", id, "--json"));
    }
}
