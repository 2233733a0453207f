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
 * due: a stall is not hidden by waiting for it (Tene's "coordinated omission").
 */
final class OpenLoop {
    private OpenLoop() {}

    /** Milliseconds from due to done, sorted. */
    record Latencies(double[] millis, int failures) {
        double percentile(double share) {
            return millis[(int) Math.min(millis.length - 1, Math.floor(share * millis.length))];
        }
    }

    static Latencies run(int perSecond, Duration duration, IntConsumer request) {
        int count = (int) (perSecond * duration.toSeconds());
        double[] millis = new double[count];
        AtomicInteger failures = new AtomicInteger();
        long start = System.nanoTime() + 50_000_000;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = start + i * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                threads.execute(() -> {
                    try {
                        request.accept(number);
                    } catch (RuntimeException e) {
                        failures.incrementAndGet();
                    }
                    millis[number] = (System.nanoTime() - due) / 1e6;
                });
            }
        }
        Arrays.sort(millis);
        return new Latencies(millis, failures.get());
    }
}
