package tino.lifecycle.serving;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;

/**
 * Trials hold through crashes, lost connections, jumping clocks, late and doubled events and two servers that act at once. One
 * seed is one short history, played by one thread; {@code -Dtino.simulation.seed=4711} plays one again.
 */
final class RolloutSimulationTest {
    private static final int SEEDS = Integer.getInteger("tino.simulation.seeds", 10_000);
    private static final int WORKERS = Math.min(4, Runtime.getRuntime().availableProcessors());
    /** So that the planner knows how much there is. */
    private static final int ANALYZE_EVERY = 500;

    @TempDir
    private Path models;

    @Test
    void holdsInEveryOrderOfEvents() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("tino.lifecycle");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        Logger spring = (Logger) LoggerFactory.getLogger("org.springframework");
        spring.setLevel(Level.OFF);
        Long only = Long.getLong("tino.simulation.seed");
        try (Database database = TestDatabase.fresh("lifecycle");
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            AtomicBoolean failed = new AtomicBoolean();
            List<Future<Integer>> done = new ArrayList<>();
            for (int worker = 0; worker < (only == null ? WORKERS : 1); worker++) {
                int first = worker;
                done.add(workers.submit(() -> {
                    int played = 0;
                    try (RolloutWorld world = new RolloutWorld(database, models)) {
                        if (only != null) {
                            world.run(only);
                            return 1;
                        }
                        for (int seed = first; seed < SEEDS && !failed.get(); seed += WORKERS) {
                            world.run(seed);
                            played++;
                            if (seed % ANALYZE_EVERY == 0) {
                                database.sql().sql("ANALYZE").update();
                            }
                        }
                    } catch (AssertionError | RuntimeException e) {
                        failed.set(true);
                        throw e;
                    }
                    return played;
                }));
            }
            int played = 0;
            for (Future<Integer> one : done) {
                played += one.get();
            }
            assertThat(played).isEqualTo(only == null ? SEEDS : 1);
        } finally {
            logger.setLevel(before);
            spring.setLevel(null);
        }
    }
}
