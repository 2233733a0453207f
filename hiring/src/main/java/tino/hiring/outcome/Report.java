package tino.hiring.outcome;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.hiring.label.Outcome;
import tino.hiring.label.Situation;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.JsonNode;

/**
 * What somebody says came of a prediction.
 *
 * @param id of the report, {@code null} where none was chosen
 * @param decision {@code null}: the newest about the applicant
 * @param code of the applicant, {@code null} where the decision is named
 * @param at when it was so, {@code null}: now
 */
record Report(
        @Nullable UUID id,
        @Nullable UUID decision,
        @Nullable String code,
        boolean hired,
        @Nullable Instant at) {
    private static final int SHOWN = 60;

    /** @param faults receives what is wrong with it; {@code null} is returned then */
    static @Nullable Report read(@Nullable JsonNode body, String prefix, List<Fault> faults) {
        if (body == null || !body.isObject()) {
            faults.add(new Fault(
                    prefix.isEmpty() ? "body" : prefix,
                    "an object with decision_id or codigo_profissional, and outcome, is expected"));
            return null;
        }
        int before = faults.size();
        UUID id = uuid(body, "event_id", prefix, faults);
        UUID decision = uuid(body, "decision_id", prefix, faults);
        JsonNode code = body.path("codigo_profissional");
        boolean coded = code.isIntegralNumber()
                || code.isString() && !code.stringValue().isBlank();
        if (decision == null && !coded && faults.size() == before) {
            faults.add(new Fault(
                    prefix + "decision_id",
                    "the decision_id of the prediction is expected, or the codigo_profissional of the applicant"));
        }
        Boolean hired = hired(body.path("outcome"), prefix, faults);
        Instant at = at(body.path("ts"), prefix, faults);
        return faults.size() > before || hired == null
                ? null
                : new Report(id, decision, coded ? code.asString().strip() : null, hired, at);
    }

    private static @Nullable UUID uuid(JsonNode body, String field, String prefix, List<Fault> faults) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return UUID.fromString(value.asString(""));
        } catch (IllegalArgumentException _) {
            faults.add(new Fault(prefix + field, "a UUID is expected, got " + shown(value)));
            return null;
        }
    }

    private static @Nullable Boolean hired(JsonNode outcome, String prefix, List<Fault> faults) {
        String word = outcome.asString("").strip();
        Optional<Outcome> known = switch (word.toLowerCase(Locale.ROOT)) {
            case "hired" -> Optional.of(Outcome.HIRED);
            case "not_hired", "rejected", "withdrawn" -> Optional.of(Outcome.NOT_HIRED);
            default -> Situation.of(word).map(Situation::outcome);
        };
        if (known.isEmpty() || known.get() == Outcome.OPEN) {
            faults.add(new Fault(
                    prefix + "outcome",
                    "hired, not_hired, rejected, withdrawn or a situacao_candidado that is no longer open is expected, got "
                            + shown(outcome)));
            return null;
        }
        return known.get() == Outcome.HIRED;
    }

    private static @Nullable Instant at(JsonNode ts, String prefix, List<Fault> faults) {
        if (ts.isMissingNode() || ts.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(ts.asString("")).toInstant();
        } catch (DateTimeException _) {
            faults.add(new Fault(prefix + "ts", "a time as 2026-11-25T14:30:00-03:00 is expected, got " + shown(ts)));
            return null;
        }
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = (value.isContainer() ? value.getNodeType().name().toLowerCase(Locale.ROOT) : value.asString())
                .replaceAll("\\p{Cntrl}", "?");
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + '"';
    }
}
