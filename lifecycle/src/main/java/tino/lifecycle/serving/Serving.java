package tino.lifecycle.serving;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tino.lifecycle.database.Database;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Speed;

/**
 * Opens the door to each model, and sees to it that behind each stand those whose part it is: a change made by any server is
 * followed within a second, and what is loaded goes on answering while the database is away.
 */
public final class Serving implements Speed.Source, AutoCloseable {
    private final Registry registry;
    private final Rollouts rollouts;
    private final Experiments experiments;
    private final MeterRegistry metrics;
    private final Shadows shadows;
    private final List<Door<?>> doors = new CopyOnWriteArrayList<>();
    private final AliasWatch watch;

    public Serving(
            Registry registry, Rollouts rollouts, Experiments experiments, Database database, MeterRegistry metrics) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.experiments = experiments;
        this.metrics = metrics;
        this.shadows = new Shadows(new ShadowLog(database), metrics);
        this.watch = new AliasWatch(database, this::refresh);
    }

    /**
     * The door to this pipeline's model. The champion, if there is one that can be read, is loaded and warm when this
     * returns.
     */
    public <M> Served<M> open(ModelPipeline<?, M> pipeline) {
        Door<M> door = new Door<>(pipeline, registry, rollouts, experiments, shadows, metrics);
        door.refresh();
        doors.add(door);
        return door;
    }

    /** Puts everybody behind their door now, for whoever cannot wait for the second that it takes by itself. */
    public void refresh() {
        doors.forEach(Door::refresh);
    }

    /** Waits until the shadows of all answers given so far are stored. */
    public void settle() {
        shadows.settle();
    }

    /** Questions that were the champion's to answer, since this process began; 0 for a model without a door. */
    public long asked(String model) {
        return doors.stream()
                .filter(door -> door.model().equals(model))
                .mapToLong(Door::asked)
                .sum();
    }

    @Override
    public Speed trial(Rollout rollout) {
        return speed(rollout, door -> door.trialSpeed(rollout));
    }

    @Override
    public Speed control(Rollout rollout) {
        return speed(rollout, Door::championSpeed);
    }

    private Speed speed(Rollout rollout, Function<Door<?>, Speed> of) {
        return doors.stream()
                .filter(door -> door.model().equals(rollout.model()))
                .findFirst()
                .map(of)
                .orElse(Speed.UNKNOWN);
    }

    @Override
    public void close() {
        watch.close();
        shadows.close();
        doors.forEach(Door::close);
    }
}
