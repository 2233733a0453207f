package tino.server.privacy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;

/** Erases people one after the other, off the requests that ask for it. What is not done at the end goes on after the next start. */
@Component
final class ErasureWork implements ApplicationRunner, DisposableBean {
    private final Erasures erasures;
    private final ExecutorService work = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tino-erasure").daemon().factory());

    ErasureWork(Erasures erasures) {
        this.erasures = erasures;
    }

    /** Takes up what an earlier process broke off; a job does so again and again. */
    @Override
    public void run(ApplicationArguments arguments) {
        work.submit(erasures::resume);
    }

    /** Has it done, and waits so long for it. @return as it is then */
    Erasure begin(UUID erasure, Duration patience) {
        Future<Erasure> done = work.submit(() -> erasures.run(erasure, _ -> {}));
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillAtIt) {
            return erasures.find(erasure).orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return erasures.find(erasure).orElseThrow();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Erasure " + erasure + " could not be done", e.getCause());
        }
    }

    @Override
    public void destroy() {
        work.shutdown();
        try {
            if (!work.awaitTermination(5, TimeUnit.SECONDS)) {
                work.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
