package tino.hiring.prediction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.serving.Served;
import tino.prediction.Classifier;
import tino.prediction.threshold.Threshold;
import tino.web.Body;
import tino.web.Unprocessable;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.JsonNode;

/** Predictions over HTTP, one by one or many at once, and which model makes them. */
@RestController
@Tag(name = "Hiring")
final class PredictionController {
    /** Of one batch: about twelve megabytes of JSON. */
    static final int MOST = 10_000;

    private static final String LIST = "predictions";

    private final HiringPredictions predictions;

    PredictionController(HiringPredictions predictions) {
        this.predictions = predictions;
    }

    /** Only describes what {@link Asked} reads. */
    @Schema(name = "PredictionRequest")
    record Request(
            @Schema(
                    name = Asked.CODE,
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "31001",
                    description = "The applicant's code, a number or a text")
            @JsonProperty(Asked.CODE)
            Object code,

            @Schema(
                    name = Asked.MODE,
                    example = "prec80",
                    description = "What the threshold is chosen for; GET /version lists the modes")
            @JsonProperty(Asked.MODE)
            String mode,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "All columns of GET /version in any order: 0 or 1, salario_valor in reais a month or"
                            + " null. Unknown ones are reported in warnings")
            Map<String, Double> features) {}

    @Schema(name = "PredictionBatch")
    record BatchRequest(List<Request> predictions) {}

    /** @param value {@code null} for a gap @param contribution to the log odds before calibration */
    @Schema(name = "PredictionContribution")
    record Contribution(String feature, @Nullable Double value, double contribution) {
        static Contribution of(Explanation.Contribution one) {
            return new Contribution(one.feature(), Double.isNaN(one.value()) ? null : one.value(), one.amount());
        }
    }

    /**
     * @param contributions the weightiest first; only of single predictions
     * @param warnings only where there are any
     */
    @Schema(name = "Prediction")
    record Answer(
            @JsonProperty("probabilidade_contratacao") double probability,
            @JsonProperty("aprovado_pelo_modelo") boolean approved,
            double threshold,
            @JsonProperty(Asked.MODE) String mode,

            @JsonProperty(Asked.CODE) @Schema(description = "As it was sent", type = "integer")
            JsonNode code,

            @JsonProperty("decision_id")
            @Schema(description = "To be sent back with POST /feedback; /decisions/{id} explains it to the person")
            UUID decision,

            @Nullable List<Contribution> contributions,
            @Nullable List<String> warnings) {

        static Answer of(HiringPredictions.Answered answered) {
            var prediction = answered.prediction();
            return new Answer(
                    prediction.probability(),
                    prediction.decision(),
                    prediction.threshold(),
                    prediction.mode(),
                    answered.asked().sentCode(),
                    answered.decision(),
                    answered.reasons() == null
                            ? null
                            : answered.reasons().stream().map(Contribution::of).toList(),
                    answered.asked().warnings().isEmpty()
                            ? null
                            : answered.asked().warnings());
        }
    }

    @Schema(name = "Predictions")
    record Answers(List<Answer> predictions) {}

    @PostMapping(path = "/predict", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Will this applicant be hired?",
            description =
                    "A calibrated probability and whether it reaches the threshold of the operating mode. Durable in"
                            + " inference_log when answered.")
    @ApiResponse(responseCode = "200", description = "Judged, and written down")
    @ApiResponse(
            responseCode = "422",
            description = "A column is missing or no value of it; all are named",
            content = {})
    Answer predict(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Request.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request)
            throws IOException {
        List<Fault> faults = new ArrayList<>();
        Asked asked = Asked.read(Body.read(body, request), "", faults);
        if (asked == null || !faults.isEmpty()) {
            throw new Unprocessable(faults);
        }
        return Answer.of(predictions.predict(asked));
    }

    @PostMapping(path = "/predict/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Up to 10,000 applicants, all judged or none",
            description = "In the order sent, without contributions.")
    @ApiResponse(responseCode = "200", description = "Judged, and written down")
    @ApiResponse(
            responseCode = "422",
            description = "Too many, or something is wrong with one of them; the first hundred faults are named",
            content = {})
    Answers batch(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = BatchRequest.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body,
            HttpServletRequest request)
            throws IOException {
        JsonNode list = Body.read(body, request).path(LIST);
        if (!list.isArray() || list.size() > MOST) {
            throw new Unprocessable(
                    LIST,
                    "an array of at most " + MOST + " requests is expected, got "
                            + (list.isArray() ? Integer.toString(list.size()) : "none"));
        }
        List<Fault> faults = new ArrayList<>();
        List<Asked> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Asked asked = Asked.read(list.get(i), LIST + '[' + i + "].", faults);
            if (asked != null) {
                all.add(asked);
            }
        }
        if (!faults.isEmpty()) {
            throw new Unprocessable(faults);
        }
        return new Answers(predictions.predict(all).stream().map(Answer::of).toList());
    }

    /**
     * @param version number in the registry; absent while no model is live, and so is all else that is said of it
     * @param modes threshold by operating mode
     * @param dataset hash of the snapshot it was trained from
     */
    @Schema(name = "HiringVersion")
    record Version(
            String model,
            boolean loaded,
            @Nullable Integer version,
            @Nullable Double threshold,
            @JsonProperty(Asked.MODE) String mode,
            @JsonProperty("operating_modes") Map<String, Double> modes,
            @JsonProperty("feature_columns") List<String> columns,
            @JsonProperty("layout") String layout,
            @Nullable String dataset,
            @JsonProperty("trained_at") @Nullable Instant trainedAt,
            Map<String, Double> metrics) {}

    @GetMapping("/version")
    @Operation(summary = "Which model judges applicants, by which thresholds, from which columns")
    Version version() {
        Served.Champion<Classifier> champion = predictions.champion().orElse(null);
        Map<String, Double> modes = new LinkedHashMap<>();
        if (champion != null) {
            for (Threshold threshold : champion.model().thresholds()) {
                modes.put(threshold.mode().name(), threshold.threshold());
            }
        }
        return new Version(
                HiringClassifier.MODEL,
                champion != null,
                champion == null ? null : champion.number(),
                modes.get(predictions.firstMode()),
                predictions.firstMode(),
                modes,
                HiringClassifier.LAYOUT.names(),
                HiringClassifier.FINGERPRINT,
                champion == null ? null : champion.dataset(),
                champion == null ? null : champion.trainedAt(),
                champion == null ? Map.of() : champion.metrics());
    }
}
