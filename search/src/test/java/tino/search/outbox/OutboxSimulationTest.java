package tino.search.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.FaultyConnections;
import tino.lifecycle.database.TestDatabase;
import tino.search.Document;
import tino.search.IndexSchema;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;
import tino.search.embedding.Embedder;
import tino.search.embedding.EmbedderSource;

/**
 * The index agrees with the table it is made from, through lost connections, crashes of the index and two servers that write
 * and relay at once. One seed is one short history; {@code -Dtino.simulation.seed=4711} plays one again.
 */
final class OutboxSimulationTest {
    private static final int SEEDS = Integer.getInteger("tino.simulation.seeds", 10_000);
    private static final int WORKERS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final int ACTIONS = 8;
    private static final int DOCUMENTS = 4;

    private static final Embedder NO_MEANING = new Embedder() {
        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public String fingerprint() {
            return "none";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(text -> new float[] {1}).toList();
        }
    };

    @TempDir
    private Path home;

    @Test
    void keepsTheIndexLikeTheTable() throws Exception {
        List<Logger> loud = Stream.of("tino", "org.springframework")
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        loud.forEach(logger -> logger.setLevel(Level.OFF));
        Long only = Long.getLong("tino.simulation.seed");
        try (Database database = TestDatabase.fresh("search");
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            database.sql()
                    .sql("CREATE TABLE trade (id text PRIMARY KEY, revision int NOT NULL, fits boolean NOT NULL)")
                    .update();
            AtomicBoolean failed = new AtomicBoolean();
            List<Future<Integer>> done = new ArrayList<>();
            for (int worker = 0; worker < (only == null ? WORKERS : 1); worker++) {
                int first = worker;
                done.add(workers.submit(() -> {
                    int played = 0;
                    try (World world = new World(database, home.resolve("w" + first), "trades-" + first)) {
                        if (only != null) {
                            world.run(only);
                            return 1;
                        }
                        for (int seed = first; seed < SEEDS && !failed.get(); seed += WORKERS) {
                            world.run(seed);
                            played++;
                        }
                    } catch (AssertionError | RuntimeException e) {
                        failed.set(true);
                        throw e;
                    }
                    return played;
                }));
            }
            int played = 0;
            for (Future<Integer> one : done) {
                played += one.get();
            }
            assertThat(played).isEqualTo(only == null ? SEEDS : 1);
        } finally {
            loud.forEach(logger -> logger.setLevel(null));
        }
    }

    /** Two servers over one table and one index. */
    private static final class World implements AutoCloseable {
        private final Database real;
        private final List<FaultyConnections> connections;
        private final List<Server> servers = new ArrayList<>();
        private final MemoryIndex memory = new MemoryIndex();
        private final LiveIndex index;
        private final String name;
        private final ExecutorService other = Executors.newSingleThreadExecutor();
        private final List<String> story = new ArrayList<>();
        /** The newest revision of each document that reached the index. */
        private final Map<String, Integer> applied = new HashMap<>();

        private SplittableRandom random = new SplittableRandom(0);
        private String prefix = "";
        private int revision;
        private boolean recovering;

        private record Server(Database database, Outbox outbox, OutboxRelay relay, FaultyConnections connection) {}

        World(Database real, Path home, String name) {
            this.real = real;
            this.name = name;
            this.connections =
                    List.of(new FaultyConnections(real.dataSource()), new FaultyConnections(real.dataSource()));
            IndexSchema schema =
                    new IndexSchema(name, "pt", Map.of("title", 1f), List.of("title"), Set.of(), Set.of("revision"));
            var metrics = new CompositeMeterRegistry();
            this.index =
                    LiveIndex.open(home, schema, EmbedderSource.of(NO_MEANING), (folder, s, e, d) -> memory, metrics);
            index.rebuild(Stream::empty, RebuildProgress.SILENT);
            for (FaultyConnections connection : connections) {
                Database database = Database.over(connection);
                Outbox outbox = new Outbox(database);
                servers.add(new Server(
                        database,
                        outbox,
                        new OutboxRelay(database, outbox, index, ids -> load(database, ids), metrics),
                        connection));
            }
        }

        void run(long seed) {
            random = new SplittableRandom(seed);
            prefix = seed + "/";
            revision = 0;
            recovering = false;
            applied.clear();
            story.clear();
            try {
                for (int i = 0; i < ACTIONS; i++) {
                    Server server = servers.get(random.nextInt(2));
                    disturb(server);
                    act(server);
                    server.connection.calm();
                    memory.breakAt(0);
                }
                recover();
                check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + seed + ": " + e + "\n" + String.join("\n", story), e);
            }
        }

        private void disturb(Server server) {
            int point = 1 + random.nextInt(7);
            switch (random.nextInt(5)) {
                case 0 -> server.connection.loseBefore(point);
                case 1 -> server.connection.loseAfter(point);
                case 2 -> memory.breakAt(point);
                default -> {}
            }
            story.add("server " + servers.indexOf(server) + ", disturbed at " + point);
        }

        private void act(Server server) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> write(server);
                case 4, 5, 6 -> drain(server);
                default -> {
                    story.add("the index loses what it did not commit");
                    memory.crash();
                }
            }
        }

        private void write(Server server) {
            int many = 1 + random.nextInt(2);
            List<String> ids = new ArrayList<>();
            try {
                server.database.transactions().executeWithoutResult(transaction -> {
                    for (int i = 0; i < many; i++) {
                        String id = prefix + random.nextInt(DOCUMENTS);
                        ids.add(id);
                        change(server, id, random.nextInt(12));
                    }
                    server.outbox.enqueue(name, ids);
                });
                story.add("wrote " + ids);
            } catch (RuntimeException lost) {
                story.add("writing " + ids + ": " + lost);
            }
        }

        private void change(Server server, String id, int how) {
            if (how < 3) {
                server.database
                        .sql()
                        .sql("DELETE FROM trade WHERE id = ?")
                        .param(id)
                        .update();
            } else {
                server.database
                        .sql()
                        .sql("INSERT INTO trade (id, revision, fits) VALUES (?, ?, ?)"
                                + " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, fits = excluded.fits")
                        .params(id, ++revision, how > 3)
                        .update();
            }
        }

        private void drain(Server server) {
            try {
                story.add("relayed " + server.relay.drain());
            } catch (RuntimeException lost) {
                story.add("relaying: " + lost);
            }
        }

        /** Called in the midst of a batch: what was loaded is on its way to the index when others act. */
        private List<Document> load(Database database, List<String> ids) {
            List<Document> loaded = database.sql()
                    .sql("SELECT id, revision, fits FROM trade WHERE id = ANY (?)")
                    .param(ids.toArray(String[]::new))
                    .query((row, number) -> document(row.getString(1), row.getInt(2), row.getBoolean(3)))
                    .list();
            loaded.forEach(document -> {
                int now =
                        document.numbers().getOrDefault("revision", Double.NaN).intValue();
                assertThat(now).as(document.id()).isGreaterThanOrEqualTo(applied.getOrDefault(document.id(), 0));
                applied.put(document.id(), now);
            });
            if (!recovering && random.nextInt(3) == 0) {
                meanwhile(database);
            }
            return loaded;
        }

        private void meanwhile(Database busy) {
            Server free = servers.stream()
                    .filter(server -> server.database != busy)
                    .findFirst()
                    .orElseThrow();
            story.add("meanwhile");
            try {
                other.submit(() -> {
                            if (random.nextBoolean()) {
                                write(free);
                            } else {
                                assertThat(free.relay.drain())
                                        .as("one relay is at work at a time")
                                        .isZero();
                            }
                        })
                        .get();
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        private static Document document(String id, int revision, boolean fits) {
            return new Document(
                    id,
                    Map.of(fits ? "title" : "biography", "revision " + revision),
                    Map.of(),
                    Map.of("revision", (double) revision),
                    null);
        }

        /** The index comes up with what is on its disk; what does not fit is mended; all is relayed. */
        private void recover() {
            recovering = true;
            connections.forEach(FaultyConnections::calm);
            memory.breakAt(0);
            memory.crash();
            real.sql()
                    .sql("UPDATE trade SET fits = true WHERE starts_with(id, ?)")
                    .param(prefix)
                    .update();
            real.sql()
                    .sql("UPDATE search_outbox SET due_at = '-infinity' WHERE index_name = ?")
                    .param(name)
                    .update();
            drain(servers.get(random.nextInt(2)));
        }

        private void check() {
            assertThat(servers.getFirst().outbox.pending(name)).isZero();
            Map<String, Double> table = new HashMap<>();
            real.sql()
                    .sql("SELECT id, revision FROM trade WHERE starts_with(id, ?)")
                    .param(prefix)
                    .query(row -> {
                        table.put(row.getString(1), row.getDouble(2));
                    });
            Map<String, Double> durable = new HashMap<>();
            memory.durable().forEach((id, document) -> {
                if (id.startsWith(prefix)) {
                    durable.put(id, document.numbers().get("revision"));
                }
            });
            assertThat(durable).isEqualTo(table);
            memory.durable().clear();
            memory.crash();
            real.sql()
                    .sql("DELETE FROM trade WHERE starts_with(id, ?)")
                    .param(prefix)
                    .update();
        }

        @Override
        public void close() throws java.sql.SQLException {
            other.shutdown();
            index.close();
            for (FaultyConnections connection : connections) {
                connection.close();
            }
        }
    }
}
