package tino.hiring.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.event.Event;
import tino.web.Body;
import tino.web.Unprocessable;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.JsonNode;

/** {@code POST /feedback}: what came of predictions, whenever it is known, one report or an array of them. */
@RestController
@Tag(name = "Hiring")
final class OutcomeController {
    static final int MOST = 10_000;

    private final HiringFeedback feedback;

    OutcomeController(HiringFeedback feedback) {
        this.feedback = feedback;
    }

    /** Only describes what {@link Report} reads. */
    @Schema(name = "HiringFeedback")
    record Request(
            @JsonProperty("decision_id") @Schema(description = "Of the prediction; or codigo_profissional")
            UUID decision,

            @JsonProperty("codigo_profissional")
            @Schema(description = "The newest prediction about this applicant is meant")
            Object code,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "hired",
                    description =
                            "hired, not_hired, rejected, withdrawn, or a situacao_candidado that is no longer open")
            String outcome,

            @Schema(description = "When it was so; now where it is left out")
            Instant ts,

            @JsonProperty("event_id") @Schema(description = "The same id sent twice counts once, whatever it says")
            UUID id) {}

    /** @param duplicates that were known before */
    @Schema(name = "HiringFeedbackStored")
    record Stored(int stored, int duplicates) {}

    @PostMapping(path = "/feedback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Says what became of applicants; durable when answered",
            description =
                    "The newest word about a prediction counts. An array of at most 10,000 is stored as a whole or not.")
    @ApiResponse(responseCode = "200", description = "Stored, or known before")
    @ApiResponse(
            responseCode = "422",
            description = "There is no such prediction, or no such outcome",
            content = {})
    Stored store(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request) {
        JsonNode sent = Body.read(body, request);
        if (sent.isArray() && sent.size() > MOST) {
            throw new Unprocessable("body", "at most " + MOST + " reports are expected, got " + sent.size());
        }
        List<Fault> faults = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        int reports = sent.isArray() ? sent.size() : 1;
        for (int i = 0; i < reports; i++) {
            String prefix = sent.isArray() ? "[" + i + "]." : "";
            Report report = Report.read(sent.isArray() ? sent.get(i) : sent, prefix, faults);
            if (report != null) {
                feedback.event(report, prefix, faults).ifPresent(events::add);
            }
        }
        if (!faults.isEmpty()) {
            throw new Unprocessable(faults);
        }
        int stored = events.isEmpty() ? 0 : feedback.store(events);
        return new Stored(stored, reports - stored);
    }
}
