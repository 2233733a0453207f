package tino.language.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A model served by Ollama, over its own protocol. */
public final class OllamaProvider implements Provider {
    private final ModelService service;
    private final ServiceCalls calls;

    /**
     * @param service e.g. at {@code http://localhost:11434}
     * @param clock for a {@code Retry-After} that is a date
     */
    public OllamaProvider(ModelService service, InstantSource clock) {
        this.service = service;
        OllamaStreamingChatModel model = OllamaStreamingChatModel.builder()
                .httpClientBuilder(new ServiceTransport(service, clock).builder())
                .baseUrl(service.url().toString())
                .modelName(service.model())
                .build();
        this.calls = new ServiceCalls(service, model, OllamaProvider::parameters);
    }

    private static ChatRequestParameters parameters(Prompt prompt) {
        return OllamaChatRequestParameters.builder()
                .temperature(prompt.temperature())
                .maxOutputTokens(prompt.maxTokens())
                .build();
    }

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public String model() {
        return service.model();
    }

    @Override
    public Completion complete(Prompt prompt, Consumer<String> pieces) throws InterruptedException {
        return calls.complete(prompt, pieces);
    }
}
