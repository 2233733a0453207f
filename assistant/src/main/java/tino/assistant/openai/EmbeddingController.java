package tino.assistant.openai;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.assistant.knowledge.Sources;
import tino.search.embedding.Embedder;
import tino.web.Body;
import tools.jackson.databind.JsonNode;

/** Vectors of texts as OpenAI's API gives them, by the embedder that the sources are searched with. */
@RestController
@Tag(name = "OpenAI protocol")
final class EmbeddingController {
    static final String MODEL = "melancia-embedding";
    private static final int MOST = 2_048;
    private static final int LONGEST = 32_000;

    private final Sources sources;

    EmbeddingController(Sources sources) {
        this.sources = sources;
    }

    /** Only describes what is read. */
    @Schema(name = "EmbeddingRequest")
    record Request(
            @Schema(example = MODEL, requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(
                    type = "string",
                    description = "A text or an array of texts",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            Object input,

            @Schema(allowableValues = {"float", "base64"}) String encoding_format) {}

    @PostMapping(path = "/v1/embeddings", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Vectors of texts, of length 1",
            description = "A text without any known word has the zero vector.")
    @ApiResponse(
            responseCode = "200",
            description = "One a text, in order",
            content = @Content(schema = @Schema(type = "object")))
    Map<String, Object> embed(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request) {
        JsonNode sent = Body.read(body, request);
        String model = sent.path("model").isString() ? sent.path("model").stringValue() : "";
        if (!model.equals(MODEL)) {
            throw new OpenAiFailure(
                    HttpStatus.NOT_FOUND,
                    "model",
                    "There is no model " + shown(model) + " for embeddings; there is " + MODEL + ".");
        }
        List<String> texts = texts(sent.path("input"));
        Embedder used = sources.embedder();
        JsonNode dimensions = sent.path("dimensions");
        if (!dimensions.isMissingNode() && !dimensions.isNull() && dimensions.asInt(0) != used.dimensions()) {
            throw OpenAiFailure.invalid("dimensions", used.dimensions() + " is what this model has, got " + dimensions);
        }
        boolean packed = sent.path("encoding_format").isString()
                && sent.path("encoding_format").stringValue().equals("base64");
        List<Object> data = new ArrayList<>();
        List<float[]> vectors = used.embed(texts);
        for (int i = 0; i < vectors.size(); i++) {
            data.add(Map.of(
                    "object", "embedding", "index", i, "embedding", packed ? packed(vectors.get(i)) : vectors.get(i)));
        }
        int tokens = texts.stream().mapToInt(text -> (text.length() + 3) / 4).sum();
        return Map.of(
                "object",
                "list",
                "model",
                MODEL,
                "data",
                data,
                "usage",
                Map.of("prompt_tokens", tokens, "total_tokens", tokens));
    }

    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isString()) {
            texts.add(input.stringValue());
        } else if (input.isArray()) {
            for (JsonNode one : input) {
                if (!one.isString()) {
                    throw OpenAiFailure.invalid(
                            "input", "texts are expected; arrays of tokens mean nothing to this model");
                }
                texts.add(one.stringValue());
            }
        }
        if (texts.isEmpty() || texts.size() > MOST) {
            throw OpenAiFailure.invalid("input", "a text, or an array of 1 to " + MOST + " texts, is expected");
        }
        for (String text : texts) {
            if (text.isEmpty() || text.length() > LONGEST) {
                throw OpenAiFailure.invalid(
                        "input", "texts of 1 to " + LONGEST + " characters are expected, got " + text.length());
            }
        }
        return texts;
    }

    /** As the protocol has it: 32-bit floats, little-endian. */
    private static String packed(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String shown(String text) {
        return (text.length() > 60 ? text.substring(0, 60) + "…" : text).replaceAll("\\p{Cntrl}", "?");
    }
}
