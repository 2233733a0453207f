package tino.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Sends requests at fixed times, whether the ones before are answered or not, and counts a request's time from when it was
 * due: a stall is not hidden by waiting for it (Tene's "coordinated omission"). Each caller waits for its request's time itself, so
 * that no time is lost between one who waits and one who sends; were all callers busy, their lateness would count.
 */
final class OpenLoop {
    private static final int CALLERS = 64;

    private final int perSecond;
    private final IntConsumer request;
    private double[] millis = {};
    private int failures;

    /** @param request is given its number */
    OpenLoop(int perSecond, IntConsumer request) {
        this.perSecond = perSecond;
        this.request = request;
    }

    /** The same, but nothing of it counts. */
    void rehearse(Duration duration) {
        new OpenLoop(perSecond, request).run(duration);
    }

    /** Goes on for so long; requests are numbered on. */
    void run(Duration duration) {
        int done = millis.length;
        double[] all = Arrays.copyOf(millis, done + Math.toIntExact(perSecond * duration.toMillis() / 1000));
        AtomicInteger next = new AtomicInteger(done);
        AtomicInteger failed = new AtomicInteger();
        long start = System.nanoTime() + 50_000_000;
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> {
                    for (int i = next.getAndIncrement(); i < all.length; i = next.getAndIncrement()) {
                        long due = start + (i - done) * 1_000_000_000L / perSecond;
                        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                        try {
                            request.accept(i);
                        } catch (RuntimeException e) {
                            failed.incrementAndGet();
                        }
                        all[i] = (System.nanoTime() - due) / 1e6;
                    }
                });
            }
        }
        millis = all;
        failures += failed.get();
    }

    /** Milliseconds from due to done, below which that share of all requests was. */
    double percentile(double share) {
        return Percentile.of(millis, share);
    }

    int failures() {
        return failures;
    }
}
