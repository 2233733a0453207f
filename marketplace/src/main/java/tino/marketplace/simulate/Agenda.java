package tino.marketplace.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What is to happen at which simulated time. Things happen in the order of their times, some at once: those next to each
 * other in time run together on virtual threads, at the time of the last of them. What happens may put down more.
 */
final class Agenda {
    /** Things at once: enough to keep a server busy, few enough that their order hardly matters. */
    private static final int AT_ONCE = 16;

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Consumer<Instant> clock;
    private long next;
    private Instant now = Instant.MIN;

    /** @param clock told what time it is before anything happens */
    Agenda(Consumer<Instant> clock) {
        this.clock = clock;
    }

    private record Entry(Instant at, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    synchronized void add(Instant at, Runnable what) {
        entries.add(new Entry(at, next++, what));
    }

    /** Does everything that is due before this time; what comes later waits for the next call. */
    void until(Instant end) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<Entry> batch = due(end); !batch.isEmpty(); batch = due(end)) {
                goTo(batch.getLast().at());
                List<Future<?>> running = new ArrayList<>();
                batch.forEach(entry -> running.add(threads.submit(entry.what())));
                running.forEach(Agenda::join);
            }
        }
        goTo(end);
    }

    /** Never back: what was put down late happens late. */
    private void goTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
            clock.accept(time);
        }
    }

    private synchronized List<Entry> due(Instant end) {
        List<Entry> batch = new ArrayList<>();
        while (batch.size() < AT_ONCE
                && !entries.isEmpty()
                && entries.peek().at().isBefore(end)) {
            batch.add(entries.poll());
        }
        return batch;
    }

    private static void join(Future<?> running) {
        try {
            running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
