package tino.lifecycle.event;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;

/** A process that appends calls of five events from eight threads and says which were acknowledged, until it is killed. */
final class AppendingProcess {
    static final int EVENTS_PER_CALL = 5;
    private static final int THREADS = 8;

    private AppendingProcess() {}

    public static void main(String[] arguments) {
        // Neither is closed: this process is killed.
        Database database = Database.open(TestDatabase.server(Path.of(arguments[0])), "tino");
        database.migrate("lifecycle");
        PostgresEventLog log = new PostgresEventLog(database, new SimpleMeterRegistry());
        AtomicInteger number = new AtomicInteger();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            new Thread(() -> {
                        while (true) {
                            int call = number.incrementAndGet();
                            log.append(events(call, random));
                            acknowledged(call);
                        }
                    })
                    .start();
        }
    }

    private static synchronized void acknowledged(int call) {
        System.out.println(call);
        System.out.flush();
    }

    static List<Event> events(int call, Random random) {
        List<Event> events = new ArrayList<>();
        UUID decision = DecisionId.next(InstantSource.system(), random);
        for (int i = 0; i < EVENTS_PER_CALL; i++) {
            events.add(new Event(
                    UUID.randomUUID(),
                    "click",
                    Instant.now(),
                    decision,
                    "someone",
                    Integer.toString(i),
                    JsonNodeFactory.instance.objectNode().put("call", call)));
        }
        return events;
    }
}
