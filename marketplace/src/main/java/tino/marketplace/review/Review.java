package tino.marketplace.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * What a client says after a contract.
 *
 * @param stars 1–5
 * @param comment empty where the client only gave stars
 */
public record Review(
        long id,
        @JsonProperty("professional_id") UUID professionalId,
        UUID author,
        int stars,
        String comment,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {}
