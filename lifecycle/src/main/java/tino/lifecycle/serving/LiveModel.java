package tino.lifecycle.serving;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One loaded version and the threads that run it. The threads are the version's own and few: a version that hangs stops
 * itself, neither its successor nor the callers.
 */
final class LiveModel<M> implements AutoCloseable {
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int WAITING = 8 * THREADS;

    private final M model;
    private final int number;
    private final ExecutorService threads;

    LiveModel(M model, int number, String name) {
        this.model = model;
        this.number = number;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform()
                        .daemon()
                        .name("tino-" + name + "-" + number + "-", 0)
                        .factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    int number() {
        return number;
    }

    /**
     * @throws TimeoutException if the budget is spent, or all threads are busy and enough callers wait for them
     * @throws ExecutionException if the model failed
     */
    <A> A within(Duration budget, Function<? super M, ? extends A> use)
            throws TimeoutException, ExecutionException, InterruptedException {
        FutureTask<A> task = new FutureTask<>(() -> use.apply(model));
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
            task.cancel(true);
            throw e;
        }
    }

    /** Lets what is being answered end; then closes the model if it can be closed. */
    @Override
    public void close() {
        threads.shutdown();
        if (model instanceof AutoCloseable closeable) {
            Thread.ofVirtual().name("tino-retire-" + number).start(() -> {
                try {
                    threads.awaitTermination(1, TimeUnit.MINUTES);
                    closeable.close();
                } catch (Exception e) {
                    org.slf4j.LoggerFactory.getLogger(LiveModel.class).warn("Version {} did not close.", number, e);
                }
            });
        }
    }
}
