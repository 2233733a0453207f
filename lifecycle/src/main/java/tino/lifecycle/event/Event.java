package tino.lifecycle.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An immutable fact about one decision.
 *
 * @param id chosen by whoever reports the fact; the same id sent twice counts once
 * @param type {@code impression}, {@code click}, {@code quote}, {@code contract}, {@code prediction}, {@code feedback}, …
 * @param at when it happened
 * @param decision the decision it belongs to; a UUIDv7, so the time of the decision can be read from it ({@link
 *     DecisionId})
 * @param subject pseudonym of the person (keyed hash), never a name or an address
 * @param item what the fact is about, where it is about one item of the answer
 * @param body everything else, as the application defines it
 * @param answered who answered, where the event says what was answered; {@code null} for all other facts
 */
public record Event(
        UUID id,
        String type,
        Instant at,
        UUID decision,
        @Nullable String subject,
        @Nullable String item,
        JsonNode body,
        @Nullable Answered answered) {

    /** A fact that is no answer. */
    public Event(
            UUID id,
            String type,
            Instant at,
            UUID decision,
            @Nullable String subject,
            @Nullable String item,
            JsonNode body) {
        this(id, type, at, decision, subject, item, body, null);
    }
}
