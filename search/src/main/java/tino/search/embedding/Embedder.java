package tino.search.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns texts into vectors of length 1, so that the dot product is the cosine. Safe for use by many threads. */
public interface Embedder {

    int dimensions();

    /** Names the embedder and its state; vectors of two fingerprints never meet in one index. */
    String fingerprint();

    /**
     * One vector a text, in order. A text without any known word gives the zero vector.
     *
     * @throws EmbeddingUnavailable if a remote embedder does not answer in time, also after its retries
     */
    List<float[]> embed(List<String> texts);

    default float[] embed(String text) {
        return embed(List.of(text)).getFirst();
    }

    /** The embedder cannot answer at present; searching by text still can. */
    final class EmbeddingUnavailable extends RuntimeException {
        public EmbeddingUnavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
