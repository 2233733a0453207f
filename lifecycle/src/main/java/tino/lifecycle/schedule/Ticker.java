package tino.lifecycle.schedule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A daemon thread that does something at once and then again after each pause, until it is closed. By the machine's clock,
 * whatever time is simulated. What is done must not throw.
 */
public final class Ticker implements AutoCloseable {
    private static final Duration WAIT_AT_CLOSE = Duration.ofSeconds(10);

    private final Runnable work;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param name of the thread */
    public Ticker(String name, Duration pause, Runnable work) {
        this.work = work;
        this.pause = pause;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        try {
            do {
                work.run();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the last work is done, or has been waited for long enough. */
    @Override
    public void close() {
        closed.countDown();
        try {
            boolean ignored = thread.join(WAIT_AT_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
