package tino.marketplace.dispute;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/** A complaint of a client about money or quality; open until an operator resolves it. */
public record Dispute(
        long id,
        @JsonProperty("professional_id") UUID professionalId,
        UUID customer,
        String reason,
        boolean resolved,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {}
