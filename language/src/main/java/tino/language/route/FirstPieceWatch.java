package tino.language.route;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interrupts whoever waits for a first piece that does not come in time. */
final class FirstPieceWatch {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Thread waiting = Thread.currentThread();
    private @Nullable Future<?> alarm;
    private boolean over;
    private boolean expired;

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("tino-first-piece").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    static FirstPieceWatch start(long nanos) {
        FirstPieceWatch watch = new FirstPieceWatch();
        watch.alarm = TIMER.schedule(watch::ring, nanos, TimeUnit.NANOSECONDS);
        return watch;
    }

    private synchronized void ring() {
        if (!over) {
            over = true;
            expired = true;
            waiting.interrupt();
        }
    }

    /** It is here, or nobody waits any more. From now on nobody is interrupted. */
    synchronized void stop() {
        if (!over) {
            over = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /** After {@link #stop}: whether the waiting was ended by this. The interrupt is taken back then. */
    synchronized boolean expired() {
        if (expired) {
            Thread.interrupted();
        }
        return expired;
    }
}
