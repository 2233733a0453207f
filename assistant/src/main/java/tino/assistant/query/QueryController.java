package tino.assistant.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tino.web.Body;
import tino.web.Refusal;
import tino.web.RequestId;
import tino.web.Unprocessable;
import tools.jackson.databind.JsonNode;

/** Questions and answers over HTTP. */
@RestController
@RequestMapping("/api/v1/query")
@Tag(name = "Assistant")
final class QueryController {
    private static final int LONGEST_COMMENT = 2_000;

    private final Assistant assistant;
    private final Entitlement entitlement;

    QueryController(Assistant assistant, Entitlement entitlement) {
        this.assistant = assistant;
        this.entitlement = entitlement;
    }

    /** Only describes what {@link Ask} reads. */
    @Schema(name = "Question")
    record Request(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = Ask.SHORTEST,
                    maxLength = Ask.LONGEST,
                    example = "O que é ACOS?")
            String question,

            @JsonProperty("user_tier")
            @Schema(
                    allowableValues = {"free", "premium"},
                    defaultValue = "free")
            String tier,

            @JsonProperty("user_id")
            @Schema(
                    type = "string",
                    description = "A number or a text of the caller's choice; only its pseudonym is kept")
            Object user,

            @JsonProperty("max_tokens") @Schema(minimum = "50", maximum = "2000", defaultValue = "500")
            Integer maxTokens,

            @Schema(minimum = "0", maximum = "1", defaultValue = "0.7")
            Double temperature,

            @Schema(description = "What was said before, oldest first")
            List<Turn> history,

            @Schema(description = "Who shall answer, e.g. openai or openai/gpt-4o-mini; GET /api/v1/models lists them")
            String model) {}

    @Schema(name = "Turn")
    record Turn(
            @Schema(allowableValues = {"user", "assistant"}) String role, String content) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Answers a question from the sources, or says that they do not hold the answer")
    @ApiResponse(responseCode = "200", description = "Answered or refused, and written down")
    @ApiResponse(
            responseCode = "422",
            description = "The body is no question; all faults are named",
            content = {})
    AnswerDocument ask(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request)
            throws InterruptedException {
        Ask ask = read(body, request);
        return assistant.ask(ask, _ -> {});
    }

    @PostMapping(
            path = "/stream",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "The same, piece by piece as server-sent events",
            description =
                    "Events: token {\"text\"} for each piece, then done with the answer as of POST /api/v1/query, or error with a"
                            + " problem document.")
    @ApiResponse(
            responseCode = "200",
            description = "The events",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "422",
            description = "The body is no question; all faults are named",
            content = {})
    void stream(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Ask ask = read(body, request);
        EventStream events = new EventStream(response);
        try {
            AnswerDocument answer = assistant.ask(ask, piece -> events.send("token", Map.of("text", piece)));
            events.send("done", answer);
        } catch (EventStream.Gone gone) {
            // Whoever asked does not listen any more; the model was told to stop.
        } catch (RuntimeException e) {
            if (!events.begun()) {
                throw e;
            }
            events.fail(e, RequestId.of(request));
        }
    }

    private Ask read(byte[] body, HttpServletRequest request) {
        Ask ask = Ask.read(Body.read(body, request));
        return ask.by(entitlement.grant(ask.tier(), request), entitlement.user(request));
    }

    @GetMapping("/{id}")
    @Operation(summary = "A question that was answered before", description = "Whoever has its id may read it.")
    @ApiResponse(responseCode = "200", description = "As it was answered")
    @ApiResponse(
            responseCode = "404",
            description = "There is none of that id; it may be older than what is kept",
            content = {})
    AnswerDocument find(@PathVariable UUID id) {
        return assistant.find(id).orElseThrow(() -> Refusal.notFound("question", id));
    }

    /** Only describes what is read. */
    @Schema(name = "Rating")
    record Rating(
            @Schema(
                    allowableValues = {"up", "down"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String rating,

            @Schema(maxLength = LONGEST_COMMENT) String comment) {}

    @PostMapping(path = "/{id}/feedback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Whether an answer was of use; the last word counts")
    @ApiResponse(responseCode = "204", description = "Written down")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such question",
            content = {})
    void rate(
            @PathVariable UUID id,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rating.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request) {
        JsonNode sent = Body.read(body, request);
        String rating = sent.path("rating").isString() ? sent.path("rating").stringValue() : "";
        if (!rating.equals("up") && !rating.equals("down")) {
            throw new Unprocessable("rating", "up or down is expected");
        }
        JsonNode said = sent.path("comment");
        @Nullable String comment = said.isString() ? said.stringValue().strip() : null;
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw new Unprocessable(
                    "comment", "at most " + LONGEST_COMMENT + " characters are expected, got " + comment.length());
        }
        if (!assistant.rate(id, rating.equals("up"), comment)) {
            throw Refusal.notFound("question", id);
        }
    }
}
