package tino.search.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.search.Document;
import tino.search.LiveIndex;

/**
 * Brings an index up to date with its {@link Outbox}: loads the documents as they are, puts them (those that are no more it
 * deletes), commits the index durably and only then deletes the rows. A crash anywhere in between makes it do the batch again,
 * which changes nothing. One relay an index is at work at a time, whoever has PostgreSQL's advisory lock.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 512;

    /** Other processes' changes (a seed from the command line) are seen within this time; our own wake us. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Database database;
    private final Outbox outbox;
    private final LiveIndex index;
    private final Function<List<String>, List<Document>> documents;
    private final Counter relayed;
    private final Counter failures;
    private final Semaphore work = new Semaphore(0);
    private volatile double lagSeconds;
    private volatile @Nullable Thread thread;

    private record Row(long number, String document) {}

    /** @param documents the documents of these ids as they are now; those that are no more are left out */
    public OutboxRelay(
            Database database,
            Outbox outbox,
            LiveIndex index,
            Function<List<String>, List<Document>> documents,
            MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.index = index;
        this.documents = documents;
        String name = index.schema().name();
        this.relayed = Counter.builder("tino.search.outbox.relayed")
                .description("Index updates made durable")
                .tag("index", name)
                .register(metrics);
        this.failures = Counter.builder("tino.search.outbox.failures")
                .description("Index updates that failed and will be tried again")
                .tag("index", name)
                .register(metrics);
        Gauge.builder("tino.search.outbox.lag", this, relay -> relay.lagSeconds)
                .description("Age of the oldest index update that is due, as of the last look")
                .baseUnit("seconds")
                .tag("index", name)
                .register(metrics);
    }

    /** Works from now on, in a thread of its own. */
    public synchronized void start() {
        if (thread == null) {
            outbox.onCommit(index.schema().name(), work::release);
            Thread relay =
                    Thread.ofVirtual().name("outbox-" + index.schema().name()).unstarted(this::run);
            thread = relay; // before it starts: it runs for as long as it finds itself here
            relay.start();
        }
    }

    private void run() {
        Duration pause = POLL;
        while (thread == Thread.currentThread()) {
            try {
                drain();
                pause = POLL;
            } catch (RuntimeException e) {
                if (Thread.interrupted()) {
                    return;
                }
                failures.increment();
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                LOG.warn("Index updates wait; next try in {} s: {}", pause.toMillis() / 1000.0, e.toString());
            }
            try {
                if (work.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * Works off everything that is due and returns when it is durable and visible to searches, or when another relay is at it.
     *
     * @return documents brought up to date
     */
    public long drain() {
        return drain(false);
    }

    /** As {@link #drain}, but waits for a relay that is at work on some of them: what was enqueued before can be found after. */
    public long catchUp() {
        return drain(true);
    }

    private long drain(boolean wait) {
        long done = 0;
        for (int batch; (batch = batch(wait)) > 0; ) {
            done += batch;
        }
        return done;
    }

    private int batch(boolean wait) {
        Integer done = database.transactions().execute(transaction -> {
            if (!alone(wait)) {
                return 0;
            }
            List<Row> rows = due();
            if (rows.isEmpty()) {
                return 0;
            }
            Set<String> ids = rows.stream().map(Row::document).collect(Collectors.toCollection(LinkedHashSet::new));
            try {
                update(List.copyOf(ids));
                delete(rows);
            } catch (IllegalArgumentException e) {
                ids.forEach(id -> updateAlone(
                        id,
                        rows.stream().filter(row -> row.document().equals(id)).toList()));
            }
            return ids.size();
        });
        return done == null ? 0 : done;
    }

    /** True for the rest of the transaction if no other relay is in one for this index. @param wait until that is so */
    private boolean alone(boolean wait) {
        String lock = wait ? "true FROM pg_advisory_xact_lock" : "pg_try_advisory_xact_lock";
        return database.sql()
                .sql("SELECT " + lock + "(hashtextextended('search_outbox/' || ?, 0))")
                .param(index.schema().name())
                .query(Boolean.class)
                .single();
    }

    private List<Row> due() {
        String name = index.schema().name();
        lagSeconds = database.sql()
                .sql("SELECT coalesce(extract(epoch FROM clock_timestamp() - min(enqueued_at)), 0)"
                        + " FROM search_outbox WHERE index_name = ? AND due_at <= clock_timestamp()")
                .param(name)
                .query(Double.class)
                .single();
        return database.sql()
                .sql("SELECT number, document FROM search_outbox"
                        + " WHERE index_name = ? AND due_at <= clock_timestamp() ORDER BY due_at, number LIMIT ?")
                .params(name, BATCH)
                .query((row, number) -> new Row(row.getLong(1), row.getString(2)))
                .list();
    }

    private void update(List<String> ids) {
        List<Document> present = documents.apply(ids);
        Set<String> gone = new LinkedHashSet<>(ids);
        present.forEach(document -> gone.remove(document.id()));
        index.put(present);
        index.delete(gone);
        index.commit();
        index.refresh();
        relayed.increment(ids.size());
    }

    /** A document that no index of this schema can hold steps aside and is tried again after some time, in case it is mended. */
    private void updateAlone(String id, List<Row> rows) {
        try {
            update(List.of(id));
            delete(rows);
        } catch (IllegalArgumentException e) {
            failures.increment();
            LOG.error(
                    "Document '{}' does not fit index '{}': {}",
                    id,
                    index.schema().name(),
                    e.getMessage());
            database.sql()
                    .sql("UPDATE search_outbox SET attempts = attempts + 1, problem = ?,"
                            + " due_at = clock_timestamp() + least(attempts + 1, 60) * interval '1 minute'"
                            + " WHERE number = ANY (?)")
                    .params(e.toString(), numbers(rows))
                    .update();
        }
    }

    private void delete(List<Row> rows) {
        database.sql()
                .sql("DELETE FROM search_outbox WHERE number = ANY (?)")
                .param(numbers(rows))
                .update();
    }

    private static Long[] numbers(List<Row> rows) {
        return rows.stream().map(Row::number).toArray(Long[]::new);
    }

    /** Ends the thread after the batch it is at. */
    @Override
    public synchronized void close() {
        Thread running = thread;
        if (running != null) {
            outbox.forget(index.schema().name());
            thread = null;
            work.release();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
