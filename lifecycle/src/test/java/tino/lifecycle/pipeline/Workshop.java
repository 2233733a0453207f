package tino.lifecycle.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Baselines;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.schedule.SimulatedClock;
import tino.lifecycle.serving.Sayings;

/** Everything that a pipeline needs, over a database and folders of its own. */
public final class Workshop implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

    public final SimulatedClock clock = new SimulatedClock(START);
    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final Database database = TestDatabase.fresh("lifecycle");
    public final Path models;
    public final Lake lake;
    public final Baselines baselines;
    public final Registry registry;
    public final Runs runs;
    public final Rollouts rollouts;
    public final Experiments experiments;
    public final Pipelines pipelines;

    public Workshop(Path folder) {
        models = folder.resolve("models");
        lake = new Lake(folder.resolve("lake"), database, clock);
        baselines = new Baselines(database, lake, clock);
        registry = new Registry(models, database, clock);
        runs = new Runs(database, clock);
        rollouts = new Rollouts(database, registry, clock);
        experiments = new Experiments(database, registry, clock);
        pipelines = new Pipelines(
                database, lake, baselines, registry, runs, rollouts, new SplittableRandom(11), "0123abc", metrics);
    }

    /** The next version of a model that says this text, let past its gate. */
    public ModelVersion version(String model, String text) {
        ModelVersion version =
                registry.register(model, text, new Sayings.Text(), new Provenance(null, null, Map.of(), "0123abc"));
        registry.gates().override(model, version.number(), "test", "test");
        return version;
    }

    @Override
    public void close() {
        database.close();
    }
}
