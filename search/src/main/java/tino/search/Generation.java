package tino.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.file.Durable;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.Embedder;
import tino.search.embedding.EmbedderSource;

/**
 * An index with the embedder that made its vectors, in one folder. Counted by its users: the last one to leave after
 * {@link #retire} closes it and removes the folder.
 */
final class Generation {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int BATCH = 128;

    private final Path folder;
    private final Manifest manifest;
    private final IndexSchema schema;
    private final @Nullable Embedder embedder;
    private final SearchIndex index;
    private int users = 1;
    private boolean obsolete;

    /** @param embedder {@code null} if it cannot be had any more: then texts only */
    private Generation(Path folder, Manifest manifest, @Nullable Embedder embedder, SearchIndex index) {
        this.folder = folder;
        this.manifest = manifest;
        this.schema = manifest.schema();
        this.embedder = embedder;
        this.index = index;
    }

    /** A new one with an embedder for these documents; {@link #seal} makes it one that can be opened. */
    static Generation create(
            Path folder,
            IndexSchema schema,
            EmbedderSource source,
            IndexEngine engine,
            Supplier<Stream<String>> texts) {
        Embedder embedder = source.create(texts, folder);
        Manifest manifest =
                new Manifest(Manifest.FORMAT, schema, source.name(), embedder.fingerprint(), embedder.dimensions());
        return new Generation(folder, manifest, embedder, index(folder, manifest, engine));
    }

    /** @throws IndexUnreadable if anything in it is damaged, missing or of a newer version */
    static Generation open(Path folder, EmbedderSource source, IndexEngine engine) {
        Manifest manifest = Manifest.read(folder);
        Embedder embedder = manifest.source().equals(source.name())
                ? source.load(folder)
                : CorpusEmbedder.isIn(folder) ? CorpusEmbedder.load(folder) : null;
        if (embedder != null && !embedder.fingerprint().equals(manifest.embedder())) {
            throw new IndexUnreadable(
                    folder,
                    "The index's vectors are of embedder " + manifest.embedder() + ", but the one beside them is "
                            + embedder.fingerprint(),
                    null);
        }
        return new Generation(folder, manifest, embedder, index(folder, manifest, engine));
    }

    private static SearchIndex index(Path folder, Manifest manifest, IndexEngine engine) {
        return engine.open(folder.resolve("documents"), manifest.schema(), manifest.embedder(), manifest.dimensions());
    }

    void seal() throws IOException {
        manifest.write(folder);
    }

    /** What has changed since it was built, in words; empty for nothing. */
    String changed(IndexSchema today, EmbedderSource source) {
        List<String> changes = new ArrayList<>();
        if (!schema.fingerprint().equals(today.fingerprint())) {
            changes.add("the fields of the schema have changed");
        }
        if (!manifest.source().equals(source.name())) {
            changes.add("the embedder was " + manifest.source() + " and is now " + source.name());
        }
        return String.join("; ", changes);
    }

    /** False if it lacks a field of a filter, of today's schema: then no document here can fulfil it. */
    boolean knows(List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter) {
            case Filter.Keyword(String field, String _) -> schema.keywords().contains(field);
            case Filter.Range(String field, double _, double _) ->
                schema.numbers().contains(field);
            case Filter.Within _ -> true;
        });
    }

    /** The document without the fields of today's schema that this generation lacks. */
    private Document fitting(Document document) {
        Map<String, String> texts = new HashMap<>(document.texts());
        Map<String, String> keywords = new HashMap<>(document.keywords());
        Map<String, Double> numbers = new HashMap<>(document.numbers());
        texts.keySet().retainAll(schema.texts().keySet());
        keywords.keySet().retainAll(schema.keywords());
        numbers.keySet().retainAll(schema.numbers());
        return new Document(document.id(), texts, keywords, numbers, document.location());
    }

    String name() {
        return String.valueOf(folder.getFileName());
    }

    @Nullable
    Embedder embedder() {
        return embedder;
    }

    SearchIndex index() {
        return index;
    }

    /** Embeds and puts. @throws Embedder.EmbeddingUnavailable and puts nothing of the batch if the embedder does not answer */
    void put(Collection<Document> documents) {
        List<Document> all = documents.stream().map(this::fitting).toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            index.put(embedded(all.subList(from, Math.min(all.size(), from + BATCH))));
        }
    }

    List<Document> embedded(List<Document> documents) {
        if (embedder == null) {
            return documents;
        }
        List<float[]> vectors =
                embedder.embed(documents.stream().map(schema::embeddedText).toList());
        List<Document> embedded = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            embedded.add(documents.get(i).withVector(vectors.get(i)));
        }
        return embedded;
    }

    /** False if it is closed already; else {@link #leave} must follow. */
    synchronized boolean enter() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    void leave() {
        synchronized (this) {
            if (--users > 0) {
                return;
            }
        }
        index.close();
        if (obsolete) {
            remove(folder);
        }
    }

    /** Ends the life given by the constructor; @param obsolete whether the folder goes too */
    void retire(boolean obsolete) {
        synchronized (this) {
            this.obsolete = obsolete;
        }
        leave();
    }

    static void remove(Path folder) {
        try {
            Durable.delete(folder);
        } catch (IOException e) {
            LOG.warn(
                    "Cannot remove {}: {}. It is not needed any more; the next start tries again.",
                    folder,
                    e.toString());
        }
    }
}
