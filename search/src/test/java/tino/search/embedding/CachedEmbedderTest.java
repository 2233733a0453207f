package tino.search.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CachedEmbedderTest {

    @Test
    void remembersQueriesForFiveMinutes() {
        AtomicLong calls = new AtomicLong();
        AtomicLong nanos = new AtomicLong();
        Embedder corpus = CorpusEmbedder.train(Stream.of("luz", "água e luz"), CorpusSettings.standard("pt"));
        CachedEmbedder cached = new CachedEmbedder(counting(corpus, calls), nanos::get);

        assertThat(cached.embed("luz")).isEqualTo(corpus.embed("luz"));
        cached.embed("luz");
        assertThat(calls).hasValue(1);

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        cached.embed("luz");
        assertThat(calls).hasValue(2);
        assertThat(cached.fingerprint()).isEqualTo(corpus.fingerprint());
        assertThat(cached.dimensions()).isEqualTo(256);
    }

    private static Embedder counting(Embedder embedder, AtomicLong calls) {
        return new Embedder() {
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
                calls.incrementAndGet();
                return embedder.embed(texts);
            }
        };
    }
}
