package tino.marketplace.feedback;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tino.web.InvalidInput.Fault;

/**
 * Feedback as callers send it.
 *
 * @param type {@code click}, {@code quote} or {@code contract}; only in a batch
 */
@Schema(name = "ClickEvent")
record Report(
        @Schema(description = "In a batch: click, quote or contract") @Nullable
        String type,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "uuid", description = "The professional")
        @JsonProperty("doc_id")
        @Nullable
        String docId,

        @Schema(description = "The query as it was asked; required without decision_id") @Nullable
        String query,

        @Schema(minimum = "1", description = "Where it stood, 1 for the top") @Nullable
        Integer position,

        @Schema(format = "date-time", description = "When it happened; now where absent") @Nullable
        String ts,

        @Schema(description = "The session where there is no cookie") @Nullable
        String session,

        @Schema(
                format = "uuid",
                description = "The answer it belongs to; where absent, the newest of the session and query")
        @JsonProperty("decision_id")
        @Nullable
        String decisionId,

        @Schema(format = "uuid", description = "Chosen by the caller: the same one sent twice counts once")
        @JsonProperty("event_id")
        @Nullable
        String eventId) {

    /**
     * What the report says.
     *
     * @param kind what the path says; {@code null}: the report's type says it
     * @param caller the caller's session, if it has one
     * @param prefix stands before field names, {@code [3].} in a batch
     * @param faults receives what cannot be understood; the result means nothing then
     */
    Feedback read(
            Feedback.@Nullable Kind kind,
            @Nullable String caller,
            String prefix,
            List<Fault> faults,
            Supplier<UUID> ids) {
        Reading reading = new Reading(prefix, faults);
        Feedback.Kind read = kind == null ? reading.kind(type) : kind;
        if (docId == null || docId.isBlank()) {
            reading.fault(
                    "doc_id",
                    "the id of the professional is expected, got " + (docId == null ? "nothing" : "only blanks"));
        }
        UUID decision =
                reading.parsed("decision_id", decisionId, UUID::fromString, "a decision_id (UUID) of an answer");
        if (decision != null && decision.version() != 7) {
            reading.fault(
                    "decision_id", "a decision_id of an answer (UUID version 7) is expected, got \"" + decision + '"');
        }
        if (decision == null && (query == null || query.isBlank())) {
            reading.fault("query", "the query is expected where decision_id is absent, got nothing");
        }
        if (position != null && position < 1) {
            reading.fault("position", "1 or more is expected, got " + position);
        }
        UUID event = reading.parsed("event_id", eventId, UUID::fromString, "a UUID");
        return new Feedback(
                read,
                docId == null ? "" : docId.strip().toLowerCase(Locale.ROOT),
                query == null ? null : query.strip(),
                decision,
                reading.parsed(
                        "ts",
                        ts,
                        text -> OffsetDateTime.parse(text).toInstant(),
                        "a time such as 2026-01-31T12:00:00Z"),
                caller,
                event == null ? ids.get() : event);
    }

    private record Reading(String prefix, List<Fault> faults) {
        void fault(String field, String message) {
            faults.add(new Fault(prefix + field, message));
        }

        Feedback.Kind kind(@Nullable String type) {
            for (Feedback.Kind kind : Feedback.Kind.values()) {
                if (kind.type().equals(type)) {
                    return kind;
                }
            }
            fault(
                    "type",
                    "one of "
                            + Arrays.stream(Feedback.Kind.values())
                                    .map(Feedback.Kind::type)
                                    .toList() + " is expected, got " + (type == null ? "nothing" : '"' + type + '"'));
            return Feedback.Kind.CLICK;
        }

        <T> @Nullable T parsed(String field, @Nullable String text, Function<String, T> parse, String expected) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                return parse.apply(text.strip());
            } catch (IllegalArgumentException | DateTimeException e) {
                fault(
                        field,
                        expected + " is expected, got \"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                                + '"');
                return null;
            }
        }
    }
}
