package tino.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.search.embedding.Embedder;
import tino.search.embedding.EmbedderSource;

/**
 * The index an application searches and keeps up to date: it embeds queries and documents with the embedder the index was
 * built with, and can be built anew while searches go on. Safe for use by many threads; one process at a time.
 *
 * <p>On disk, under {@code <home>/index/<name>}: one folder a generation (index, embedder, manifest), and {@code current},
 * replaced atomically, which names the one in use. A crash at any point leaves the old generation or the new one.
 */
public final class LiveIndex implements AutoCloseable {

    /** Whether the index can be used as it is. */
    public sealed interface State {
        /** Built with the present schema and embedder. */
        record Ready() implements State {}

        /** Never built: finds nothing until {@link LiveIndex#rebuild}. */
        record Empty() implements State {}

        /** Built with another schema or embedder: answers from what it has until it is rebuilt. */
        record Outdated(String reason) implements State {}

        /** Damaged or of a newer format: searches throw {@link IndexUnreadable} until it is rebuilt. */
        record Unreadable(IndexUnreadable problem) implements State {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);
    private static final String CURRENT = "current";

    private final Path folder;
    private final IndexSchema schema;
    private final EmbedderSource source;
    private final IndexEngine engine;
    private final FileChannel lock;
    private final Timer searching;
    private final Timer embedding;
    private final Counter unembedded;

    /** Guards who receives writes. */
    private final Object writes = new Object();

    private final Object rebuilds = new Object();
    private volatile State state = new State.Empty();
    private volatile @Nullable Generation current;
    private @Nullable Rebuild rebuild;
    private boolean closed;

    private LiveIndex(
            Path folder,
            IndexSchema schema,
            EmbedderSource source,
            IndexEngine engine,
            FileChannel lock,
            MeterRegistry metrics) {
        this.folder = folder;
        this.schema = schema;
        this.source = source;
        this.engine = engine;
        this.lock = lock;
        this.searching = Timer.builder("tino.search.query")
                .tag("index", schema.name())
                .publishPercentileHistogram()
                .register(metrics);
        this.embedding = Timer.builder("tino.search.embed")
                .tag("index", schema.name())
                .publishPercentileHistogram()
                .register(metrics);
        this.unembedded = Counter.builder("tino.search.unembedded")
                .description("Searches by text only because the embedder did not answer")
                .tag("index", schema.name())
                .register(metrics);
        metrics.gauge("tino.search.documents", Tags.of("index", schema.name()), this, LiveIndex::size);
    }

    /**
     * Opens what is there; see {@link #state} for what that is.
     *
     * @param home TINO_HOME
     * @throws IllegalStateException if another process has it open
     */
    public static LiveIndex open(
            Path home, IndexSchema schema, EmbedderSource source, IndexEngine engine, MeterRegistry metrics) {
        Path folder = home.resolve("index").resolve(schema.name());
        try {
            Files.createDirectories(folder);
            FileChannel lock = lock(folder);
            LiveIndex index = new LiveIndex(folder, schema, source, engine, lock, metrics);
            index.load();
            return index;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the index in " + folder, e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // in use by this process: said below
        }
        if (!locked) {
            channel.close();
            throw new IllegalStateException("The index in " + folder
                    + " is in use by another process, perhaps a running server. Stop that one, or ask it to rebuild.");
        }
        return channel;
    }

    private void load() throws IOException {
        Path pointer = folder.resolve(CURRENT);
        String name = Files.exists(pointer) ? Files.readString(pointer).strip() : "";
        removeAllBut(name);
        if (name.isEmpty()) {
            return;
        }
        try {
            Generation found = Generation.open(folder.resolve(name), source, engine);
            current = found;
            String changed = found.changed(schema, source);
            state = changed.isEmpty() ? new State.Ready() : new State.Outdated(changed);
        } catch (IndexUnreadable e) {
            LOG.error("{}", e.getMessage());
            state = new State.Unreadable(e);
        }
    }

    private void removeAllBut(String name) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().equals(name))
                    .forEach(Generation::remove);
        }
    }

    public State state() {
        return state;
    }

    public IndexSchema schema() {
        return schema;
    }

    /** Fingerprint of the embedder whose vectors are searched; empty if the index is not built. */
    public String embedder() {
        return using(
                generation -> generation.embedder() == null
                        ? ""
                        : generation.embedder().fingerprint(),
                "");
    }

    /**
     * Vectors of these texts by the embedder whose vectors are searched.
     *
     * @throws IllegalStateException if the index is not built
     * @throws Embedder.EmbeddingUnavailable if a service does not answer
     */
    public List<float[]> embed(List<String> texts) {
        return using(
                generation -> {
                    Embedder embedder = generation.embedder();
                    if (embedder == null) {
                        throw new IllegalStateException("The index '" + schema.name() + "' has no embedder yet");
                    }
                    return embedder.embed(texts);
                },
                List.of());
    }

    /**
     * Hybrid search: by text and by meaning, under the filters. With the embedder not answering: by text only.
     *
     * @param size 1 to {@value Query#MOST_HITS}
     * @throws IndexUnreadable if the index is damaged
     */
    public List<Hit> search(String text, List<Filter> filters, int size) {
        filters.forEach(schema::check);
        return using(
                generation -> {
                    if (!generation.knows(filters)) {
                        return List.of();
                    }
                    float[] vector = embedding.record(() -> embed(generation, text));
                    return searching.record(() -> generation.index().search(new Query(text, vector, filters, size)));
                },
                List.of());
    }

    /** Documents by id, in the order asked for; unknown ids are left out. */
    public List<Document> get(List<String> ids) {
        return using(generation -> generation.index().get(ids), List.of());
    }

    /** Documents visible to searches. */
    public long size() {
        return state instanceof State.Unreadable
                ? 0
                : using(generation -> generation.index().size(), 0L);
    }

    private float @Nullable [] embed(Generation generation, String text) {
        Embedder embedder = generation.embedder();
        if (embedder != null) {
            try {
                return Vectors.orNone(embedder.embed(text));
            } catch (Embedder.EmbeddingUnavailable e) {
                LOG.warn("Searching by text only: {}", e.getMessage());
            }
        }
        unembedded.increment();
        return null;
    }

    private <T> T using(Function<Generation, T> use, T whenEmpty) {
        while (true) {
            Generation generation = current;
            if (generation == null) {
                if (state instanceof State.Unreadable(IndexUnreadable problem)) {
                    throw problem;
                }
                return whenEmpty;
            }
            if (generation.enter()) {
                try {
                    return use.apply(generation);
                } finally {
                    generation.leave();
                }
            }
            if (closed) {
                throw new IllegalStateException("The index in " + folder + " is closed");
            }
        }
    }

    /**
     * Adds or replaces, embedding the texts. Visible after {@link #refresh}, durable after {@link #commit}. Before the first
     * {@link #rebuild} it is kept by nobody: the rebuild reads everything.
     *
     * @throws Embedder.EmbeddingUnavailable if the embedder does not answer; part of the documents may then be put
     */
    public void put(Collection<Document> documents) {
        documents.forEach(schema::check);
        synchronized (writes) {
            if (rebuild != null) {
                rebuild.put(documents);
            }
            Generation generation = current;
            if (generation != null) {
                generation.put(documents);
            }
        }
    }

    public void delete(Collection<String> ids) {
        synchronized (writes) {
            if (rebuild != null) {
                rebuild.delete(ids);
            }
            Generation generation = current;
            if (generation != null) {
                generation.index().delete(ids);
            }
        }
    }

    /** Makes what was put and deleted visible to searches. */
    public void refresh() {
        synchronized (writes) {
            if (current != null) {
                current.index().refresh();
            }
        }
    }

    /** Returns when everything put and deleted before would survive a power cut. */
    public void commit() {
        synchronized (writes) {
            if (current != null) {
                current.index().commit();
            }
        }
    }

    /**
     * Builds a new generation of all documents, with an embedder made anew, and swaps to it; searches and writes go on
     * meanwhile. Returns when the new one is durable and in use. On an exception the old one stays.
     *
     * @param documents everything, as it is now; asked for twice (training, indexing), each stream is closed
     */
    public void rebuild(Supplier<Stream<Document>> documents, RebuildProgress progress) {
        synchronized (rebuilds) {
            Path path = folder.resolve("generation-" + System.nanoTime());
            Rebuild started = null;
            try {
                Files.createDirectory(path);
                started = Rebuild.start(path, schema, source, engine, documents, progress);
                synchronized (writes) {
                    rebuild = started;
                }
                started.index(documents, progress);
                swap(started, progress);
            } catch (IOException e) {
                abandon(started, path);
                throw new UncheckedIOException("Cannot rebuild the index in " + folder + ": " + e.getMessage(), e);
            } catch (RuntimeException | Error e) {
                abandon(started, path);
                throw e;
            }
        }
    }

    private void swap(Rebuild done, RebuildProgress progress) throws IOException {
        done.seal(progress);
        Generation before;
        synchronized (writes) {
            done.commit();
            Manifest.replace(folder, CURRENT, done.name().getBytes(StandardCharsets.UTF_8));
            before = current;
            current = done.built();
            rebuild = null;
            state = new State.Ready();
        }
        if (before != null) {
            before.retire(true);
        }
    }

    private void abandon(@Nullable Rebuild failed, Path path) {
        synchronized (writes) {
            rebuild = null;
        }
        if (failed != null) {
            failed.built().retire(true);
        } else {
            Generation.remove(path);
        }
    }

    /** Closes when the searches under way have ended; what was not committed is dropped. */
    @Override
    public void close() {
        synchronized (rebuilds) {
            synchronized (writes) {
                if (closed) {
                    return;
                }
                closed = true;
                if (current != null) {
                    current.retire(false);
                }
            }
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot unlock the index in " + folder, e);
            }
        }
    }
}
