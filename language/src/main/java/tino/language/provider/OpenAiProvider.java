package tino.language.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Any service with OpenAI's {@code POST /v1/chat/completions}: OpenAI itself, vLLM, LiteLLM, LocalAI, … */
public final class OpenAiProvider implements Provider {
    private final ModelService service;
    private final ServiceCalls calls;
    private final boolean newNames;

    /**
     * @param service with the URL up to and including {@code /v1}
     * @param clock for a {@code Retry-After} that is a date
     */
    public OpenAiProvider(ModelService service, InstantSource clock) {
        this.service = service;
        // Its newer models take only the new name of the limit, most that are compatible only the old one.
        this.newNames = "api.openai.com".equalsIgnoreCase(service.url().getHost());
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new ServiceTransport(service, clock).builder())
                .baseUrl(service.url().toString())
                .modelName(service.model())
                .build();
        this.calls = new ServiceCalls(service, model, this::parameters);
    }

    private ChatRequestParameters parameters(Prompt prompt) {
        OpenAiChatRequestParameters.Builder built =
                OpenAiChatRequestParameters.builder().temperature(prompt.temperature());
        return newNames
                ? built.maxCompletionTokens(prompt.maxTokens()).build()
                : built.maxOutputTokens(prompt.maxTokens()).build();
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
