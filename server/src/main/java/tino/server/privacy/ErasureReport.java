package tino.server.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.privacy.Erasure;

/** An erasure as callers see it. */
@Schema(name = "ErasureReport")
public record ErasureReport(
        @Schema(description = "Of the erasure; the person's own ids are kept nowhere")
        UUID id,

        @Schema(description = "running or complete") String status,

        @JsonProperty("requested_by") String requestedBy,
        @JsonProperty("requested_at") Instant requestedAt,

        @JsonProperty("completed_at") @Nullable Instant completedAt,

        @Schema(description = "Store by store: what was done to how many rows or files")
        List<Step> steps,

        @Schema(description = "Versions that were trained on data of the person; also flagged in the console")
        List<Version> versions,

        @Schema(
                description =
                        "Where the person was found afterwards (table.column or file) and how often; empty: nowhere")
        @Nullable
        Map<String, Long> remains) {

    /** @param problem why it waits, where it does */
    @Schema(name = "ErasureStep")
    public record Step(
            String store,
            boolean done,
            Map<String, Long> removed,
            @Nullable String problem) {}

    /** @param rows of the person among those it was trained on */
    @Schema(name = "TrainedVersion")
    public record Version(String model, int version, long rows) {}

    public static ErasureReport of(Erasure erasure) {
        return new ErasureReport(
                erasure.id(),
                erasure.complete() ? "complete" : "running",
                erasure.who(),
                erasure.at(),
                erasure.endedAt(),
                erasure.steps().stream()
                        .map(step -> new Step(step.store(), step.done(), step.removed(), step.problem()))
                        .toList(),
                erasure.versions().stream()
                        .map(one -> new Version(one.model(), one.version(), one.rows()))
                        .toList(),
                erasure.remains());
    }
}
