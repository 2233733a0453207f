package tino.server.decision;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/decisions/{id}}: why something was answered. */
@RestController
@Tag(name = "Decisions")
final class DecisionController {
    private final DecisionLookup lookup;

    DecisionController(DecisionLookup lookup) {
        this.lookup = lookup;
    }

    @GetMapping("/api/decisions/{id}")
    @Operation(
            summary = "Accounts for a decision",
            description = "What was answered and in which order, by which version and arm, from which logged features,"
                    + " what each feature added to each score (baseline and contributions are the score), the data and run"
                    + " behind the version, which version was champion then, and what came of it.")
    @ApiResponse(responseCode = "200", description = "The decision")
    @ApiResponse(
            responseCode = "400",
            description = "That is no decision's id",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "There is no such decision",
            content = {})
    @ApiResponse(
            responseCode = "410",
            description = "It is older than what the log keeps",
            content = {})
    Map<String, Object> decision(@Parameter(description = "The decision_id of an answer") @PathVariable String id) {
        return DecisionDocument.of(lookup.get(id));
    }
}
