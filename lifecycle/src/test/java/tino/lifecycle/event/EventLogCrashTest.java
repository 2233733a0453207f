package tino.lifecycle.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.EmbeddedPostgres;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.EventLog.EventLogUnavailable;

@NullUnmarked // a null where there should be a value fails the test by itself
class EventLogCrashTest {
    @TempDir
    private Path home;

    @Test
    void losesNothingAcknowledgedAndStoresNoHalfCallWhenTheProcessIsKilled() throws Exception {
        Set<Integer> acknowledged = new TreeSet<>();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged.add(Integer.valueOf(line));
                if (acknowledged.size() == 500) {
                    // Not process.destroyForcibly(), which would also throw away what it has said.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);

        // The server outlived its owner; this process takes it over.
        try (EmbeddedPostgres server = TestDatabase.server(home);
                Database database = Database.open(server, "tino")) {
            assertThat(server.owned()).isTrue();
            assertStored(database, acknowledged);
            // And now the server too, as when the power fails: what it acknowledged it finds again in its log.
            ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertStored(database, acknowledged));
        }
    }

    private static void assertStored(Database database, Set<Integer> acknowledged) {
        Map<Integer, Integer> stored = new HashMap<>();
        database.sql()
                .sql("SELECT (body->>'call')::int AS call, count(*) AS events FROM event GROUP BY 1")
                .query(row -> {
                    stored.put(row.getInt("call"), row.getInt("events"));
                });
        assertThat(stored.keySet()).containsAll(acknowledged);
        assertThat(stored.values()).containsOnly(AppendingProcess.EVENTS_PER_CALL);
    }

    @Test
    void refusesClearlyWhileTheServerIsAwayAndResumesByItself() {
        try (EmbeddedPostgres server = TestDatabase.server(home);
                Database database = Database.open(server, "tino");
                Load load = new Load(database)) {
            load.awaitAnswers(50);
            ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).until(() -> !load.refusals.isEmpty());
            load.awaitAnswers(50);
            load.stop();
            assertThat(load.refusals).allMatch(message -> message.contains("send the events again with the same ids"));
            assertThat(load.slowest)
                    .hasValueLessThan((int) Duration.ofSeconds(14).toMillis());
            assertStored(database, load.acknowledged);
        }
    }

    @Test
    void refusesClearlyWhileTheDiskIsFullAndResumesByItself() throws Exception {
        Path disk = Files.createDirectories(home.resolve("disk"));
        // A small disk of its own needs the right to mount one; elsewhere this cannot be tried.
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=140m", "tmpfs", disk.toString()),
                "only root may mount a small disk");
        try (EmbeddedPostgres server = TestDatabase.server(disk);
                Database database = Database.open(server, "tino");
                Load load = new Load(database)) {
            load.awaitAnswers(20);
            Path filler = disk.resolve("filler");
            fill(filler);
            await().atMost(Duration.ofSeconds(40)).until(() -> !load.refusals.isEmpty());
            Files.delete(filler);
            load.awaitAnswers(20);
            load.stop();
            assertThat(load.refusals).allMatch(message -> message.contains("disk space"));
            assertStored(database, load.acknowledged);
        } finally {
            command("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path file) {
        byte[] block = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That is what we wanted.
        }
    }

    private static boolean command(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void sharesCommitsAmongCallers() {
        try (Database database = TestDatabase.fresh("lifecycle");
                Load load = new Load(database)) {
            load.awaitAnswers(500);
            load.stop();
            double callsPerCommit =
                    load.metrics.get("tino.events.commit.size").summary().mean() / AppendingProcess.EVENTS_PER_CALL;
            assertThat(callsPerCommit).isGreaterThan(2);
        }
    }

    @Test
    void storesNothingAfterItWasClosed() {
        try (Database database = TestDatabase.fresh("lifecycle")) {
            PostgresEventLog log = new PostgresEventLog(database, new SimpleMeterRegistry());
            log.close();
            assertThatThrownBy(() -> log.append(AppendingProcess.events(1, new Random(1))))
                    .isInstanceOf(EventLogUnavailable.class)
                    .hasMessageContaining("shutting down");
        }
    }

    /** Eight clients that append and, when refused, append something else. */
    private static final class Load implements AutoCloseable {
        final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        final Set<String> refusals = ConcurrentHashMap.newKeySet();
        final AtomicInteger slowest = new AtomicInteger();
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final ExecutorService clients = Executors.newFixedThreadPool(8);
        private final PostgresEventLog log;

        Load(Database database) {
            database.migrate("lifecycle");
            log = new PostgresEventLog(database, metrics);
            for (int i = 0; i < 8; i++) {
                Random random = new Random(i);
                clients.submit(() -> run(random));
            }
        }

        private void run(Random random) {
            while (!stopped.get()) {
                int call = number.incrementAndGet();
                long start = System.nanoTime();
                try {
                    List<Event> events = AppendingProcess.events(call, random);
                    log.append(events);
                    acknowledged.add(call);
                } catch (EventLogUnavailable e) {
                    refusals.add(e.getMessage());
                }
                int millis = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
                slowest.accumulateAndGet(millis, Math::max);
            }
        }

        void awaitAnswers(int more) {
            int target = acknowledged.size() + more;
            await().atMost(Duration.ofSeconds(40)).until(() -> acknowledged.size() >= target);
        }

        void stop() {
            stopped.set(true);
            // Waits for the clients.
            clients.close();
        }

        @Override
        public void close() {
            stop();
            log.close();
        }
    }
}
