package tino.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.file.Durable;
import tino.search.embedding.Embedder;

/**
 * An index with the embedder that made its vectors, in one folder. Counted by its users: the last one to leave after
 * {@link #retire} closes it and removes the folder.
 */
final class Generation {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int BATCH = 128;

    private final Path folder;
    private final IndexSchema schema;
    private final @Nullable Embedder embedder;
    private final SearchIndex index;
    private int users = 1;
    private boolean obsolete;

    /** @param embedder {@code null} if it cannot be had any more: then texts only */
    Generation(Path folder, IndexSchema schema, @Nullable Embedder embedder, SearchIndex index) {
        this.folder = folder;
        this.schema = schema;
        this.embedder = embedder;
        this.index = index;
    }

    IndexSchema schema() {
        return schema;
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
        List<Document> all = List.copyOf(documents);
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
