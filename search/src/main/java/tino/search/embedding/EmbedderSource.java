package tino.search.embedding;

import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where the embedder of an index comes from: learned from the index's own texts, or a service. */
public interface EmbedderSource {

    /**
     * Names the kind and its settings, not what was learned: an index whose embedder came from a source of another name has to
     * be rebuilt.
     */
    String name();

    /**
     * The embedder for a new index.
     *
     * @param texts every text that will be embedded; may be asked for more than once
     * @param folder where it may keep what it learned; exists and is empty
     */
    Embedder create(Supplier<Stream<String>> texts, Path folder);

    /**
     * The embedder that {@link #create} kept in that folder.
     *
     * @throws tino.search.IndexUnreadable if its files are damaged, missing or of a newer version
     */
    Embedder load(Path folder);

    /** An embedder that learns nothing from the index: a service. */
    static EmbedderSource of(Embedder service) {
        return new EmbedderSource() {
            @Override
            public String name() {
                return service.fingerprint();
            }

            @Override
            public Embedder create(Supplier<Stream<String>> texts, Path folder) {
                return service;
            }

            @Override
            public Embedder load(Path folder) {
                return service;
            }
        };
    }
}
