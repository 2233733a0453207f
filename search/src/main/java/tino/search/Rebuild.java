package tino.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tino.search.embedding.EmbedderSource;

/**
 * A generation that is being built while writes from outside go on. Such a write is newer than whatever the rebuild reads of
 * the same document, so it marks the document, and the rebuild leaves it alone.
 */
final class Rebuild {
    private static final int BATCH = 256;

    private final Generation built;
    private final Set<String> touched = new HashSet<>();

    /** The rebuild's own batches share it; a write from outside has it alone. */
    private final ReadWriteLock putting = new ReentrantReadWriteLock();

    private Rebuild(Generation built) {
        this.built = built;
    }

    /** Makes the embedder and an empty index. */
    static Rebuild start(
            Path folder,
            IndexSchema schema,
            EmbedderSource source,
            IndexEngine engine,
            Supplier<Stream<Document>> documents,
            RebuildProgress progress) {
        AtomicLong read = new AtomicLong();
        return new Rebuild(Generation.create(
                folder,
                schema,
                source,
                engine,
                () -> documents.get().map(schema::embeddedText).peek(text -> {
                    if (read.incrementAndGet() % BATCH == 0) {
                        progress.at(RebuildProgress.Stage.TRAINING, read.get());
                    }
                })));
    }

    Generation built() {
        return built;
    }

    String name() {
        return built.name();
    }

    void put(Collection<Document> documents) {
        putting.writeLock().lock();
        try {
            documents.forEach(document -> touched.add(document.id()));
            built.put(documents);
        } finally {
            putting.writeLock().unlock();
        }
    }

    void delete(Collection<String> ids) {
        putting.writeLock().lock();
        try {
            touched.addAll(ids);
            built.index().delete(ids);
        } finally {
            putting.writeLock().unlock();
        }
    }

    /** Embeds and puts on all processors; this thread reads the documents and stays a few batches ahead. */
    void index(Supplier<Stream<Document>> documents, RebuildProgress progress) {
        int processors = Runtime.getRuntime().availableProcessors();
        Deque<Future<Integer>> ahead = new ArrayDeque<>();
        long done = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(processors);
                Stream<Document> all = documents.get()) {
            try {
                List<Document> batch = new ArrayList<>(BATCH);
                for (Iterator<Document> each = all.iterator(); each.hasNext(); ) {
                    batch.add(each.next());
                    if (batch.size() == BATCH || !each.hasNext()) {
                        List<Document> full = List.copyOf(batch);
                        batch.clear();
                        ahead.add(workers.submit(() -> putUntouched(full)));
                        while (ahead.size() > 2 * processors) {
                            done += done(ahead.remove());
                            progress.at(RebuildProgress.Stage.INDEXING, done);
                        }
                    }
                }
                while (!ahead.isEmpty()) {
                    done += done(ahead.remove());
                    progress.at(RebuildProgress.Stage.INDEXING, done);
                }
            } finally {
                ahead.forEach(rest -> rest.cancel(false));
            }
        }
    }

    private int putUntouched(List<Document> documents) {
        List<Document> embedded = built.embedded(documents);
        putting.readLock().lock();
        try {
            built.index()
                    .put(embedded.stream()
                            .filter(document -> !touched.contains(document.id()))
                            .toList());
        } finally {
            putting.readLock().unlock();
        }
        return documents.size();
    }

    private static int done(Future<Integer> batch) {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while rebuilding", e);
        }
    }

    /** The long part of making it durable; {@link #commit} is short then. */
    void seal(RebuildProgress progress) throws IOException {
        progress.at(RebuildProgress.Stage.MERGING, 0);
        built.seal();
        built.index().commit();
    }

    void commit() {
        built.index().commit();
        built.index().refresh();
    }
}
