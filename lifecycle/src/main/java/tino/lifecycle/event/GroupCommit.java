package tino.lifecycle.event;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tino.lifecycle.event.EventLog.EventLogUnavailable;

/**
 * Lets the calls of many threads share one commit: while one batch is on its way to the disk, the next one gathers. A call
 * is stored wholly or not at all, and a call that cannot be stored does not harm those it shared a batch with.
 */
final class GroupCommit implements AutoCloseable {
    /** Enough that one statement's overhead vanishes, few enough that a batch takes a fraction of a second. */
    private static final int EVENTS_PER_COMMIT = 4_000;

    private static final int EVENTS_QUEUED = 5 * EVENTS_PER_COMMIT;
    private static final int CALLS_QUEUED = 10_000;
    private static final long PATIENCE_MS = 2_000;

    /** Puts rows into the database in one transaction. */
    interface Store {
        List<Boolean> store(List<EventWriter.Row> rows) throws SQLException;
    }

    private static final class Call {
        final List<EventWriter.Row> rows;
        final int permits;
        final CompletableFuture<List<Boolean>> result = new CompletableFuture<>();
        /** Whoever sets it decides: the writer takes the call, or the caller gives it up. */
        final AtomicBoolean decided = new AtomicBoolean();

        Call(List<EventWriter.Row> rows) {
            this.rows = rows;
            this.permits = Math.min(rows.size(), EVENTS_QUEUED);
        }
    }

    private final Store store;
    private final Timer commitTime;
    private final DistributionSummary commitSize;
    private final BlockingQueue<Call> queue = new ArrayBlockingQueue<>(CALLS_QUEUED);
    private final Semaphore room = new Semaphore(EVENTS_QUEUED, true);
    private final Thread writer;
    private volatile boolean closed;

    GroupCommit(Store store, Timer commitTime, DistributionSummary commitSize) {
        this.store = store;
        this.commitTime = commitTime;
        this.commitSize = commitSize;
        this.writer = Thread.ofPlatform().daemon().name("tino-event-writer").start(this::writeUntilClosed);
    }

    EventLog.Storing begin(List<EventWriter.Row> rows) {
        Call call = new Call(rows);
        try {
            enqueue(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventLogUnavailable("Interrupted before the events were stored; none was.", e);
        }
        return () -> await(call);
    }

    private static List<Boolean> await(Call call) {
        try {
            return call.result.get();
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (call.decided.compareAndSet(false, true)) {
                throw new EventLogUnavailable("Interrupted before the events were stored; none was.", e);
            }
            throw new EventLogUnavailable(
                    "Interrupted while the events were being stored; send them again with the same ids.", e);
        }
    }

    private void enqueue(Call call) throws InterruptedException {
        if (closed) {
            throw new EventLogUnavailable(
                    "The event log is closed, the server is shutting down; send the events again later.", null);
        }
        if (!room.tryAcquire(call.permits, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            throw full();
        }
        if (!queue.offer(call, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            room.release(call.permits);
            throw full();
        }
    }

    private static EventLogUnavailable full() {
        return new EventLogUnavailable(
                "More than " + EVENTS_QUEUED
                        + " events wait to be stored and the database is not keeping up; nothing was"
                        + " stored. Send the events again in some seconds, with the same ids.",
                null);
    }

    private static RuntimeException failure(Throwable cause) {
        return cause instanceof IllegalArgumentException bad
                ? bad
                : new EventLogUnavailable(
                        "The events could not be stored: " + cause.getMessage()
                                + " Check that PostgreSQL runs and has disk space, then send the events again with the same ids.",
                        cause);
    }

    private void writeUntilClosed() {
        List<Call> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                gather(batch);
            } catch (InterruptedException closing) {
                continue;
            }
            if (!batch.isEmpty()) {
                write(batch);
                batch.clear();
            }
        }
    }

    private void gather(List<Call> batch) throws InterruptedException {
        Call next = queue.poll(200, TimeUnit.MILLISECONDS);
        int events = 0;
        while (next != null) {
            room.release(next.permits);
            if (next.decided.compareAndSet(false, true)) {
                batch.add(next);
                events += next.rows.size();
            }
            next = events < EVENTS_PER_COMMIT ? queue.poll() : null;
        }
    }

    private void write(List<Call> batch) {
        try {
            List<EventWriter.Row> rows =
                    batch.stream().flatMap(call -> call.rows.stream()).toList();
            List<Boolean> fresh = timed(rows);
            int from = 0;
            for (Call call : batch) {
                call.result.complete(List.copyOf(fresh.subList(from, from + call.rows.size())));
                from += call.rows.size();
            }
        } catch (SQLException | RuntimeException e) {
            if (batch.size() > 1 && isBadData(e)) {
                batch.forEach(call -> write(List.of(call)));
            } else {
                Throwable cause = isBadData(e)
                        ? new IllegalArgumentException("PostgreSQL does not take these events: " + e.getMessage(), e)
                        : e;
                batch.forEach(call -> call.result.completeExceptionally(cause));
            }
        }
    }

    private List<Boolean> timed(List<EventWriter.Row> rows) throws SQLException {
        long start = System.nanoTime();
        List<Boolean> fresh = store.store(rows);
        commitTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        commitSize.record(rows.size());
        return fresh;
    }

    /** SQLSTATE class 22: the values themselves cannot be stored, e.g. a character NUL. */
    private static boolean isBadData(Exception e) {
        return e instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22");
    }

    @Override
    public void close() {
        closed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        EventLogUnavailable gone =
                new EventLogUnavailable("The event log was closed before the events were stored.", null);
        for (Call call = queue.poll(); call != null; call = queue.poll()) {
            call.result.completeExceptionally(gone);
        }
    }
}
