package tino.assistant.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent.
 *
 * @param answer with the numbers of its sources, e.g. {@code [1]}
 * @param routingReason why this model answered
 * @param estimatedCost in the currency of the prices, 0 for models of this machine
 * @param success whether there is an answer at all; one that refuses is one
 * @param refused the sources do not hold the answer
 * @param cached the same had been asked before
 */
@Schema(name = "Answer")
public record AnswerDocument(
        @JsonProperty("query_id") UUID query,

        @JsonProperty("decision_id") @Schema(description = "The same as query_id: what feedback names")
        UUID decision,

        String answer,
        String provider,
        @JsonProperty("model_name") String model,
        @JsonProperty("latency_seconds") double latencySeconds,
        @JsonProperty("routing_reason") String routingReason,
        @JsonProperty("estimated_cost") double estimatedCost,
        boolean success,
        Instant timestamp,
        boolean refused,
        boolean cached,
        List<Source> citations,
        Usage usage,
        @Nullable String question,
        @JsonProperty("user_tier") @Nullable Tier tier,

        @Schema(description = "up or down; only of a question looked up") @Nullable
        String rating) {

    /** @param number as it stands in the answer @param passage names the passage: GET /assistant/passages/{id} @param source the document it is of */
    @Schema(name = "Citation")
    public record Source(
            int number,
            String passage,
            String source,
            String title,
            String section,
            @Nullable String url,
            String text) {}

    @Schema(name = "TokenUsage")
    public record Usage(
            @JsonProperty("prompt_tokens") int promptTokens,
            @JsonProperty("completion_tokens") int completionTokens,
            @JsonProperty("total_tokens") int totalTokens) {}
}
