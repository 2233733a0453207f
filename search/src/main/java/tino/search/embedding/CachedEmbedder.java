package tino.search.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;

/**
 * Remembers the vectors of queries, {@value #ENTRIES} of them for five minutes. Lists are documents to be indexed: they pass
 * through, for they come once and would push the queries out. Callers must not change the vectors.
 */
public final class CachedEmbedder implements Embedder {
    public static final Duration LIFE = Duration.ofMinutes(5);
    public static final int ENTRIES = 2048;

    private final Embedder embedder;
    private final Cache<String, float[]> vectors;

    public CachedEmbedder(Embedder embedder) {
        this(embedder, Ticker.systemTicker());
    }

    CachedEmbedder(Embedder embedder, Ticker ticker) {
        this.embedder = embedder;
        this.vectors = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(LIFE)
                .maximumSize(ENTRIES)
                .build();
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }

    @Override
    public String fingerprint() {
        return embedder.fingerprint();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return embedder.embed(texts);
    }

    @Override
    public float[] embed(String text) {
        return vectors.get(text, embedder::embed);
    }
}
