package tino.lifecycle.serving;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tino.lifecycle.database.Database;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.Registry;

/**
 * Opens the door to each model, and sees to it that behind each stands the champion: a change made by any server is followed
 * within a second, and what is loaded goes on answering while the database is away.
 */
public final class Serving implements AutoCloseable {
    private final Registry registry;
    private final MeterRegistry metrics;
    private final List<Door<?>> doors = new CopyOnWriteArrayList<>();
    private final AliasWatch watch;

    public Serving(Registry registry, Database database, MeterRegistry metrics) {
        this.registry = registry;
        this.metrics = metrics;
        this.watch = new AliasWatch(database, this::refresh);
    }

    /**
     * The door to this pipeline's model. The champion, if there is one that can be read, is loaded and warm when this
     * returns.
     */
    public <M> Served<M> open(ModelPipeline<?, M> pipeline) {
        Door<M> door = new Door<>(pipeline, registry, metrics);
        door.refresh();
        doors.add(door);
        return door;
    }

    /** Puts the champion behind every door now, for whoever cannot wait for the second that it takes by itself. */
    public void refresh() {
        doors.forEach(Door::refresh);
    }

    @Override
    public void close() {
        watch.close();
        doors.forEach(Door::close);
    }
}
