package tino.language.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tino.language.provider.Completion.Finish;
import tino.language.provider.Completion.Usage;
import tino.language.provider.ProviderFailure.Kind;

/** Asks a service through a model of LangChain4j and judges its answer. */
final class ServiceCalls {
    private final ModelService service;
    private final StreamingChatModel model;
    private final Function<Prompt, ChatRequestParameters> parameters;

    ServiceCalls(ModelService service, StreamingChatModel model, Function<Prompt, ChatRequestParameters> parameters) {
        this.service = service;
        this.model = model;
        this.parameters = parameters;
    }

    Completion complete(Prompt prompt, Consumer<String> pieces) throws InterruptedException {
        long timeout = Math.min(prompt.timeout().toNanos(), service.timeout().toNanos());
        Exchange exchange = new Exchange(service.name(), timeout, pieces);
        ChatRequest request = ChatRequest.builder()
                .messages(messages(prompt))
                .parameters(parameters.apply(prompt))
                .build();
        ScopedValue.where(Exchange.CURRENT, exchange).run(() -> model.chat(request, exchange));
        ChatResponse response = exchange.outcome();
        Finish finish = finish(response.finishReason());
        String text = exchange.text();
        if (finish == null) {
            throw garbled("ended its answer without a reason that we know.");
        }
        if (text.isBlank() && finish != Finish.FILTERED) {
            throw garbled("sent an empty answer.");
        }
        return new Completion(text, usage(response.tokenUsage(), prompt, text), finish);
    }

    private ProviderFailure garbled(String what) {
        return new ProviderFailure(Kind.GARBLED, service.name() + " " + what, null, null);
    }

    private static List<ChatMessage> messages(Prompt prompt) {
        return prompt.messages().stream()
                .<ChatMessage>map(message -> switch (message.role()) {
                    case SYSTEM -> SystemMessage.from(message.text());
                    case USER -> UserMessage.from(message.text());
                    case ASSISTANT -> AiMessage.from(message.text());
                })
                .toList();
    }

    private static @Nullable Finish finish(@Nullable FinishReason reason) {
        return switch (reason) {
            case STOP -> Finish.STOP;
            case LENGTH -> Finish.LENGTH;
            case CONTENT_FILTER -> Finish.FILTERED;
            // No tools are offered, so a call of one is no answer.
            case TOOL_EXECUTION, OTHER -> null;
            case null -> null;
        };
    }

    private static Usage usage(@Nullable TokenUsage counted, Prompt prompt, String text) {
        Integer read = counted == null ? null : counted.inputTokenCount();
        Integer written = counted == null ? null : counted.outputTokenCount();
        return new Usage(
                read == null ? TokenEstimate.of(prompt) : read, written == null ? TokenEstimate.of(text) : written);
    }
}
