package tino.lifecycle.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.rollout.ShadowLog;

/**
 * What versions in shadow would have answered, worked out off the request's path. The queue is bounded: what does not fit is
 * dropped and counted, never waited for.
 */
final class Shadows implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shadows.class);
    private static final int QUEUED = 1_000;
    private static final int TOGETHER = 100;

    private final ShadowLog store;
    private final BlockingQueue<Supplier<ShadowLog.@Nullable Case>> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Counter kept;
    private final Counter dropped;
    private final Counter failed;
    private final Thread thread;
    /** Taken in and neither stored nor given up. */
    private final AtomicInteger pending = new AtomicInteger();

    private volatile boolean closed;

    Shadows(ShadowLog store, MeterRegistry metrics) {
        this.store = store;
        this.kept = counter("kept", metrics);
        this.dropped = counter("dropped", metrics);
        this.failed = counter("failed", metrics);
        Gauge.builder("tino.shadow.queue", queue, BlockingQueue::size)
                .description("Decisions waiting for versions in shadow")
                .register(metrics);
        this.thread = Thread.ofPlatform().daemon().name("tino-shadows").unstarted(this::work);
        // The request's threads go first.
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("tino.shadow.decisions")
                .description("Decisions that versions in shadow were to answer too")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /** Never waits. @param work answers unseen and compares; {@code null} for nothing to keep */
    void offer(Supplier<ShadowLog.@Nullable Case> work) {
        pending.incrementAndGet();
        if (!queue.offer(work)) {
            pending.decrementAndGet();
            dropped.increment();
        }
    }

    private void work() {
        List<ShadowLog.Case> cases = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Supplier<ShadowLog.@Nullable Case> next = queue.poll(cases.isEmpty() ? 200 : 5, TimeUnit.MILLISECONDS);
                if (next != null) {
                    answer(next, cases);
                }
                if (!cases.isEmpty() && (next == null || cases.size() >= TOGETHER)) {
                    store(cases);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
        store(cases);
    }

    private void answer(Supplier<ShadowLog.@Nullable Case> work, List<ShadowLog.Case> cases) {
        try {
            ShadowLog.Case done = work.get();
            if (done == null) {
                pending.decrementAndGet();
            } else {
                cases.add(done);
            }
        } catch (RuntimeException | Error e) {
            // Nobody waits for this answer, and the versions after it want theirs.
            pending.decrementAndGet();
            failed.increment();
            log.debug("A version in shadow failed.", e);
        }
    }

    private void store(List<ShadowLog.Case> cases) {
        try {
            store.append(cases);
            kept.increment(cases.size());
        } catch (RuntimeException e) {
            dropped.increment(cases.size());
            log.warn("{} shadowed decisions could not be kept: {}", cases.size(), e.getMessage());
        }
        pending.addAndGet(-cases.size());
        cases.clear();
    }

    /** Waits until what was offered so far is stored; for whoever plays time faster than it passes. */
    void settle() {
        while (pending.get() > 0 && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
