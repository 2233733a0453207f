package tino.search.embedding;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Any service with OpenAI's {@code POST /v1/embeddings}: OpenAI itself, vLLM, LiteLLM, LocalAI, … */
public final class OpenAiEmbedder implements Embedder {
    /** What the marketplace's seed uses; vectors of {@value #STANDARD_DIMENSIONS} dimensions. */
    public static final String STANDARD_MODEL = "text-embedding-3-small";

    public static final int STANDARD_DIMENSIONS = 1536;

    private final EmbeddingService service;
    private final EmbeddingCalls calls;

    /** @param service with the URL up to and including {@code /v1} */
    public OpenAiEmbedder(EmbeddingService service) {
        this.service = service;
        this.calls = new EmbeddingCalls(service, "/embeddings", OpenAiEmbedder::vectors);
    }

    private static List<JsonNode> vectors(JsonNode answer) {
        return answer.path("data")
                .valueStream()
                .sorted(Comparator.comparingInt(entry -> entry.path("index").asInt()))
                .map(entry -> entry.path("embedding"))
                .toList();
    }

    @Override
    public int dimensions() {
        return service.dimensions();
    }

    @Override
    public String fingerprint() {
        return "openai/" + service.model() + "/" + service.dimensions();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return calls.embed(texts);
    }
}
