package tino.lifecycle.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tino.lifecycle.registry.Runs;

/** A run that is written down. Metrics are gathered and written together; training must not wait for the disk each round. */
final class RecordedRun implements Run {
    private static final int METRICS_TOGETHER = 500;
    /** Training's share of the whole run, as far as people are concerned. */
    private static final double TRAINING_FROM = 0.15;

    private static final double TRAINING_TO = 0.9;

    private final UUID id;
    private final long seed;
    private final Runs runs;
    private final Progress progress;
    private final List<Runs.Metric> gathered = new ArrayList<>();

    RecordedRun(UUID id, long seed, Runs runs, Progress progress) {
        this.id = id;
        this.seed = seed;
        this.runs = runs;
        this.progress = progress;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public void parameter(String name, Object value) {
        runs.parameter(id, name, String.valueOf(value));
    }

    @Override
    public synchronized void metric(String name, double value, long step) {
        gathered.add(new Runs.Metric(name, step, value));
        if (gathered.size() >= METRICS_TOGETHER) {
            flush();
        }
    }

    synchronized void flush() {
        runs.metrics(id, gathered);
        gathered.clear();
    }

    @Override
    public void progress(double share, String what) {
        progress.at(TRAINING_FROM + share * (TRAINING_TO - TRAINING_FROM), what);
    }
}
