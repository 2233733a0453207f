package tino.assistant.openai;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.assistant.query.AnswerDocument;
import tino.assistant.query.Assistant;
import tino.assistant.query.Entitlement;
import tino.assistant.query.EventStream;
import tino.web.Body;
import tino.web.OpenAiError;
import tino.web.RequestId;
import tools.jackson.databind.json.JsonMapper;

/** Chat completions as OpenAI's API has them. */
@RestController
@Tag(name = "OpenAI protocol")
final class ChatController {
    private static final String CHUNK = "chat.completion.chunk";
    private static final String DONE = "[DONE]";

    private final Assistant assistant;
    private final Entitlement entitlement;
    private final InstantSource clock;

    ChatController(Assistant assistant, Entitlement entitlement, InstantSource clock) {
        this.assistant = assistant;
        this.entitlement = entitlement;
        this.clock = clock;
    }

    /** Only describes what {@link ChatRequest} reads. */
    @Schema(name = "ChatCompletionRequest")
    record Request(
            @Schema(example = ModelNames.FREE, requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<Said> messages,

            Boolean stream,
            Integer max_tokens,
            Double temperature,
            String user) {}

    @Schema(name = "ChatMessage")
    record Said(
            @Schema(allowableValues = {"system", "user", "assistant"})
            String role,

            String content) {}

    @PostMapping(path = "/v1/chat/completions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Answers the last question of a conversation",
            description =
                    "As of OpenAI's API, with streaming and stream_options.include_usage. Beyond it: the sources as citations, the"
                            + " id of the decision as id, why this model answered as routing_reason.")
    @ApiResponse(
            responseCode = "200",
            description = "A chat.completion, or its pieces as server-sent events",
            content = @Content(schema = @Schema(type = "object")))
    @Nullable
    Map<String, Object> complete(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        ChatRequest chat = ChatRequest.read(Body.read(body, request));
        chat = chat.by(entitlement.grant(chat.ask().tier(), request), entitlement.user(request));
        if (!chat.stream()) {
            return whole(chat, assistant.ask(chat.ask(), _ -> {}));
        }
        stream(chat, new EventStream(response), request);
        return null;
    }

    private Map<String, Object> whole(ChatRequest chat, AnswerDocument given) {
        Map<String, Object> answer = head("chat.completion", given.query().toString(), chat);
        answer.put(
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "message",
                        Map.of("role", "assistant", "content", given.answer()),
                        "finish_reason",
                        "stop")));
        answer.put("usage", usage(given));
        ours(answer, given);
        return answer;
    }

    private void stream(ChatRequest chat, EventStream events, HttpServletRequest request) throws InterruptedException {
        // The id of the decision is known at the end only; clients want one from the start, and the same in all pieces.
        String id = "chatcmpl-" + UUID.randomUUID();
        boolean[] begun = {false};
        try {
            AnswerDocument given = assistant.ask(chat.ask(), piece -> {
                Map<String, Object> delta = new LinkedHashMap<>();
                if (!begun[0]) {
                    begun[0] = true;
                    delta.put("role", "assistant");
                }
                delta.put("content", piece);
                events.data(chunk(chat, id, delta, null));
            });
            Map<String, Object> last = piece(chat, id, Map.of(), "stop");
            ours(last, given);
            events.data(JsonMapper.shared().writeValueAsString(last));
            if (chat.usage()) {
                Map<String, Object> tokens = head(CHUNK, id, chat);
                tokens.put("choices", List.of());
                tokens.put("usage", usage(given));
                events.data(JsonMapper.shared().writeValueAsString(tokens));
            }
            events.data(DONE);
        } catch (EventStream.Gone gone) {
            // Whoever asked does not listen any more.
        } catch (RuntimeException e) {
            if (!events.begun()) {
                throw e;
            }
            events.data(JsonMapper.shared()
                    .writeValueAsString(
                            e instanceof ErrorResponse known
                                    ? OpenAiErrors.of(known, request)
                                    : OpenAiError.of(
                                            503, "The answer broke off; ask again.", null, RequestId.of(request))));
        }
    }

    private String chunk(ChatRequest chat, String id, Map<String, Object> delta, @Nullable String finish) {
        return JsonMapper.shared().writeValueAsString(piece(chat, id, delta, finish));
    }

    private Map<String, Object> piece(ChatRequest chat, String id, Map<String, Object> delta, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        Map<String, Object> piece = head(CHUNK, id, chat);
        piece.put("choices", List.of(choice));
        if (chat.usage()) {
            piece.put("usage", null);
        }
        return piece;
    }

    private Map<String, Object> head(String object, String id, ChatRequest chat) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", id);
        head.put("object", object);
        head.put("created", clock.instant().getEpochSecond());
        head.put("model", chat.model());
        return head;
    }

    private static Map<String, Object> usage(AnswerDocument given) {
        return Map.of(
                "prompt_tokens", given.usage().promptTokens(),
                "completion_tokens", given.usage().completionTokens(),
                "total_tokens", given.usage().totalTokens());
    }

    private static void ours(Map<String, Object> answer, AnswerDocument given) {
        answer.put("decision_id", given.query().toString());
        answer.put("provider", given.provider());
        answer.put("routing_reason", given.routingReason());
        answer.put("estimated_cost", given.estimatedCost());
        answer.put("refused", given.refused());
        answer.put("citations", given.citations());
    }
}
