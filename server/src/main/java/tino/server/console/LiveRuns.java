package tino.server.console;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tino.lifecycle.registry.RunStatus;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

/**
 * Streams of what happens in runs. Each looks into the database twice a second: the run may go on in another process.
 * The events are {@code metrics} ({@code [[name, step, value], …]}), {@code progress} and, at last, {@code end}.
 */
@Component
final class LiveRuns {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final int TOGETHER = 5000;

    private final Runs runs;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();

    LiveRuns(Runs runs) {
        this.runs = runs;
    }

    /** @param seen place of the last value that the browser has */
    SseEmitter follow(UUID run, long seen) {
        Stream stream = new Stream(run, seen);
        open.add(stream);
        Thread.ofVirtual().name("tino-live-" + run).start(stream);
        return stream.emitter;
    }

    /** The server waits for open requests before it stops; these would go on as long as their runs. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        open.forEach(stream -> stream.closed.countDown());
    }

    private final class Stream implements Runnable {
        private final SseEmitter emitter = new SseEmitter(0L);
        private final CountDownLatch closed = new CountDownLatch(1);
        private final UUID run;
        private long seen;
        private @Nullable TrackedRun last;
        private long sentAt = System.nanoTime();

        Stream(UUID run, long seen) {
            this.run = run;
            this.seen = seen;
            emitter.onCompletion(closed::countDown);
            emitter.onError(_ -> closed.countDown());
        }

        @Override
        public void run() {
            try {
                while (!look() && !closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    keepAlive();
                }
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                // Nobody listens any more.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The browser asks again by itself, with the place of the last value it has.
                emitter.completeWithError(e);
            } finally {
                open.remove(this);
            }
        }

        /** @return whether the run is over and everything of it was sent */
        private boolean look() throws IOException {
            // First the run, then its values: those of a run that is over are all there.
            TrackedRun now = runs.find(run).orElse(null);
            if (now == null) {
                return true;
            }
            List<Runs.Logged> logged;
            do {
                logged = runs.loggedAfter(run, seen, TOGETHER);
                send(logged);
            } while (logged.size() == TOGETHER);
            TrackedRun.Progress progress = now.progress();
            if (progress != null && (last == null || !progress.equals(last.progress()))) {
                send(SseEmitter.event()
                        .name("progress")
                        .data(Map.of("share", progress.share(), "text", progress.text()), MediaType.APPLICATION_JSON));
            }
            last = now;
            boolean over = now.status() != RunStatus.RUNNING && now.status() != RunStatus.SCHEDULED;
            if (over) {
                send(SseEmitter.event().name("end").data(now.status().name()));
            }
            return over;
        }

        private void send(List<Runs.Logged> logged) throws IOException {
            if (logged.isEmpty()) {
                return;
            }
            List<Object[]> values = logged.stream()
                    .map(Runs.Logged::metric)
                    .map(metric -> new Object[] {metric.name(), metric.step(), metric.value()})
                    .toList();
            seen = logged.getLast().seq();
            send(SseEmitter.event().name("metrics").id(Long.toString(seen)).data(values, MediaType.APPLICATION_JSON));
        }

        private void keepAlive() throws IOException {
            if (System.nanoTime() - sentAt > QUIET.toNanos()) {
                send(SseEmitter.event().comment("nothing new"));
            }
        }

        private void send(SseEmitter.SseEventBuilder event) throws IOException {
            emitter.send(event);
            sentAt = System.nanoTime();
        }
    }
}
