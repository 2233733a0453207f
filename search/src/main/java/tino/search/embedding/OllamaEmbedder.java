package tino.search.embedding;

import java.util.List;

/** Ollama's {@code POST /api/embed}. */
public final class OllamaEmbedder implements Embedder {
    private final EmbeddingService service;
    private final EmbeddingCalls calls;

    /** @param service with the URL before {@code /api} */
    public OllamaEmbedder(EmbeddingService service) {
        this.service = service;
        this.calls = new EmbeddingCalls(
                service,
                "/api/embed",
                answer -> answer.path("embeddings").valueStream().toList());
    }

    @Override
    public int dimensions() {
        return service.dimensions();
    }

    @Override
    public String fingerprint() {
        return "ollama/" + service.model() + "/" + service.dimensions();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return calls.embed(texts);
    }
}
