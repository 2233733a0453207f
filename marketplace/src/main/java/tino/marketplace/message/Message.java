package tino.marketplace.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * One message between a client and a professional.
 *
 * @param contractId the conversation it belongs to
 * @param author the client's account or the professional's
 */
public record Message(
        long id,
        @JsonProperty("contract_id") UUID contractId,
        UUID author,
        @JsonProperty("professional_id") UUID professionalId,
        String text,
        @JsonProperty("created_at") Instant createdAt) {}
