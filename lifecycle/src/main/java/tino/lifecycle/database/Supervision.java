package tino.lifecycle.database;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner's watch over its server: one that died (killed, out of memory, disk full) is started again, at the same port. */
final class Supervision implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Supervision.class);
    private static final long LOOK_EVERY_MS = 500;

    private final PostgresServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    Supervision(PostgresServer server) {
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().name("tino-postgres-watch").start(this::watch);
    }

    private void watch() {
        String reported = "";
        try {
            while (!closed.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                try {
                    if (!server.runs()) {
                        log.warn("PostgreSQL is gone; starting it again.");
                        log.warn(
                                "PostgreSQL is back, process {}.",
                                server.start().pid());
                    }
                    reported = "";
                } catch (IOException e) {
                    String reason = String.valueOf(e.getMessage());
                    if (!reason.equals(reported)) {
                        log.error("PostgreSQL does not start, tried again twice a second: {}", reason);
                        reported = reason;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when nothing will be started any more. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
