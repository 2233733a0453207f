package tino.lifecycle.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tino.lifecycle.registry.Runs;

/** A run that is written down. Metrics are gathered and written together; training must not wait for the disk each round. */
final class RecordedRun implements Run {
    private static final int METRICS_TOGETHER = 500;
    /** Training's share of the whole run, as far as people are concerned. */
    private static final double TRAINING_FROM = 0.15;

    private static final double TRAINING_TO = 0.9;

    /** Often enough for people who watch, seldom enough for the database. */
    private static final long SHOWN_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    private final UUID id;
    private final long seed;
    private final Runs runs;
    private final Progress progress;
    private final List<Runs.Metric> gathered = new ArrayList<>();
    private long shown = System.nanoTime() - SHOWN_EVERY;

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

    /** A step of the run as a whole. @param share 0–1 */
    void step(double share, String what) {
        progress.at(share, what);
        runs.progress(id, share, what);
    }

    @Override
    public void progress(double share, String what) {
        double ofRun = TRAINING_FROM + share * (TRAINING_TO - TRAINING_FROM);
        progress.at(ofRun, what);
        show(ofRun, what);
    }

    /** Whoever watches may be in another process, and wants to see the metrics too. */
    private synchronized void show(double share, String what) {
        long now = System.nanoTime();
        if (now - shown >= SHOWN_EVERY) {
            shown = now;
            runs.progress(id, share, what);
            flush();
        }
    }
}
