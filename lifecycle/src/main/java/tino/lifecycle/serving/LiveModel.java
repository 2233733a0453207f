package tino.lifecycle.serving;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.registry.ModelVersion;

/**
 * One loaded version and the threads that run it. The threads are the version's own and few: a version that hangs stops
 * itself, neither its successor nor the callers. Once all its threads have overrun their budget, callers do not wait for it
 * any more until one of them is back.
 */
final class LiveModel<M> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveModel.class);
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int WAITING = 8 * THREADS;

    private final M model;
    private final ModelVersion version;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger overdue = new AtomicInteger();
    private final Recent recent = new Recent();

    LiveModel(M model, ModelVersion version) {
        this.model = model;
        this.version = version;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform()
                        .daemon()
                        .name("tino-" + version.model() + "-" + version.number() + "-", 0)
                        .factory());
        threads.allowCoreThreadTimeOut(true);
    }

    int number() {
        return version.number();
    }

    /** For work off the request's path, which has no budget. */
    M model() {
        return model;
    }

    ModelVersion version() {
        return version;
    }

    Recent recent() {
        return recent;
    }

    /**
     * @throws TimeoutException if the budget is spent, or no thread will be free within it
     * @throws ExecutionException if the model failed
     */
    <A> A within(Duration budget, Function<? super M, ? extends A> use)
            throws TimeoutException, ExecutionException, InterruptedException {
        if (overdue.get() >= THREADS) {
            throw new TimeoutException("all threads of the model hang");
        }
        Use<A> task = new Use<>(use);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            if (threads.isShutdown()) {
                // The version was replaced between taking it and using it; it still answers this once.
                task.run();
                return task.get();
            }
            throw new TimeoutException("all threads of the model are busy");
        }
        try {
            return task.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.giveUp();
            throw e;
        }
    }

    /** One use of the model by one caller, who may give it up before it ends. */
    private final class Use<A> extends FutureTask<A> {
        private boolean running;
        private boolean counted;

        Use(Function<? super M, ? extends A> use) {
            super(() -> use.apply(model));
        }

        @Override
        public void run() {
            synchronized (this) {
                if (isDone()) {
                    return;
                }
                running = true;
            }
            try {
                super.run();
            } finally {
                synchronized (this) {
                    running = false;
                    if (counted) {
                        overdue.decrementAndGet();
                    }
                }
            }
        }

        synchronized void giveUp() {
            if (running) {
                counted = true;
                overdue.incrementAndGet();
            }
            cancel(true);
        }
    }

    /** Lets what is being answered end; then closes the model if it can be closed. */
    @Override
    public void close() {
        threads.shutdown();
        if (model instanceof AutoCloseable closeable) {
            Thread.ofVirtual().name("tino-retire-" + version.number()).start(() -> retire(closeable));
        }
    }

    private void retire(AutoCloseable closeable) {
        try {
            if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                closeable.close();
            } else {
                log.warn("Version {} still hangs a minute after it was replaced and is left open.", version.number());
            }
        } catch (Exception e) {
            log.warn("Version {} did not close.", version.number(), e);
        }
    }
}
