package tino.search.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.search.Document;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;
import tino.search.Trades;

final class OutboxTest {
    private static Database database;

    @TempDir
    Path home;

    /** What the application's own tables would say. */
    private final Map<String, Document> trades = new ConcurrentHashMap<>();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private LiveIndex index;
    private Outbox outbox;

    @BeforeAll
    static void startDatabase() {
        database = TestDatabase.fresh("search");
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void openIndex() {
        database.sql().sql("DELETE FROM search_outbox").update();
        index = Trades.open(home);
        index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
        Trades.ALL.forEach(trade -> trades.put(trade.id(), trade));
        outbox = new Outbox(database);
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    @Test
    void bringsAddedChangedAndRemovedDocumentsIntoTheIndexSoonAfterTheCommit() {
        try (OutboxRelay relay = relay(this::load)) {
            relay.start();
            database.transactions().executeWithoutResult(transaction -> {
                trades.put("5", Trades.trade("5", "Pintora", "Pinturas de fachadas", "casa", 50));
                trades.put("1", Trades.trade("1", "Eletricista industrial", "Motores", "casa", 200));
                trades.remove("4");
                outbox.enqueue("trades", List.of("5", "1", "4"));
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> outbox.pending("trades") == 0);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> index.get(List.of("5")).size() == 1);
        }
        assertThat(index.get(List.of("1", "4", "5"))).containsExactly(trades.get("1"), trades.get("5"));
    }

    @Test
    void forgetsAnUpdateWhoseTransactionIsRolledBack() {
        database.transactions().executeWithoutResult(transaction -> {
            outbox.enqueue("trades", "1");
            transaction.setRollbackOnly();
        });
        assertThat(outbox.pending("trades")).isZero();
    }

    @Test
    void refusesAnUpdateOutsideATransaction() {
        assertThatThrownBy(() -> outbox.enqueue("trades", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    @Test
    void doesABatchAgainThatFailedBeforeItsRowsWereDeleted() {
        trades.put("5", Trades.trade("5", "Pintora", "Pinturas de fachadas", "casa", 50));
        enqueue("5");
        OutboxRelay failing = relay(ids -> {
            throw new IllegalStateException("the database is gone");
        });
        assertThatThrownBy(failing::drain).hasMessage("the database is gone");
        assertThat(outbox.pending("trades")).isEqualTo(1);

        assertThat(relay(this::load).drain()).isEqualTo(1);
        assertThat(relay(this::load).drain()).isZero();
        assertThat(index.get(List.of("5"))).hasSize(1);
    }

    @Test
    void agreesWithTheDocumentsAfterTheIndexLostWhatWasNotCommitted() {
        trades.put("5", Trades.trade("5", "Pintora", "Pinturas de fachadas", "casa", 50));
        enqueue("5");
        index.put(List.of(trades.get("5"))); // as a relay that dies before its commit
        index.close();
        index = Trades.open(home);
        assertThat(index.get(List.of("5"))).isEmpty();

        relay(this::load).drain();
        index.close();
        index = Trades.open(home);
        assertThat(index.get(List.of("5"))).hasSize(1);
    }

    @Test
    void letsADocumentThatDoesNotFitStepAside() {
        trades.put("bad", new Document("bad", Map.of("biography", "no such field"), Map.of(), Map.of(), null));
        trades.put("5", Trades.trade("5", "Pintora", "Pinturas de fachadas", "casa", 50));
        enqueue("bad");
        enqueue("5");

        relay(this::load).drain();

        assertThat(index.get(List.of("5"))).hasSize(1);
        assertThat(outbox.pending("trades")).isEqualTo(1);
        assertThat(database.sql()
                        .sql("SELECT problem FROM search_outbox")
                        .query(String.class)
                        .single())
                .contains("biography");
        assertThat(metrics.get("tino.search.outbox.failures").counter().count()).isEqualTo(1);
    }

    @Test
    void leavesTheWorkToTheRelayThatIsAtIt() {
        enqueue("1");
        long[] second = {-1};
        OutboxRelay first = relay(ids -> {
            second[0] = inAnotherThread(() -> relay(this::load).drain());
            return load(ids);
        });
        assertThat(first.drain()).isEqualTo(1);
        assertThat(second[0]).isZero();
    }

    @Test
    void catchesUpWithTheRelayThatIsAtIt() {
        trades.put("5", Trades.trade("5", "Pintora", "Pinturas de fachadas", "casa", 50));
        enqueue("5");
        CountDownLatch atIt = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        OutboxRelay slow = relay(ids -> {
            atIt.countDown();
            passed(done);
            return load(ids);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> first = threads.submit(slow::drain);
            passed(atIt);
            Future<Long> second = threads.submit(() -> relay(this::load).catchUp());
            await("the second waits")
                    .until(() -> database.sql()
                            .sql("SELECT exists(SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                            .query(Boolean.class)
                            .single());

            done.countDown();

            assertThat(second).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(0L);
            assertThat(index.get(List.of("5"))).hasSize(1);
            assertThat(first).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(1L);
        } finally {
            done.countDown();
        }
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long inAnotherThread(LongSupplier work) {
        return CompletableFuture.supplyAsync(work::getAsLong).join();
    }

    private void enqueue(String id) {
        database.transactions().executeWithoutResult(transaction -> outbox.enqueue("trades", id));
    }

    private List<Document> load(List<String> ids) {
        return ids.stream().map(trades::get).filter(Objects::nonNull).toList();
    }

    private OutboxRelay relay(Function<List<String>, List<Document>> documents) {
        return new OutboxRelay(database, outbox, index, documents, metrics);
    }
}
