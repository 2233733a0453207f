package tino.server.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tino.lifecycle.contest.Contest;
import tino.lifecycle.contest.Contests;
import tino.server.problem.Problems;
import tino.server.security.Account;

/** Decisions that somebody wants looked at again, for services that people use. */
@RestController
@Tag(name = "Decisions")
final class ContestController {
    static final int LONGEST = 5_000;

    private final Contests contests;

    ContestController(Contests contests) {
        this.contests = contests;
    }

    @Schema(name = "ContestRequest")
    record Request(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "In the person's words, at most 5,000 characters")
            @Nullable
            String reason) {}

    /** @param status {@code waiting}, {@code upheld} or {@code overturned} */
    @Schema(name = "Contest")
    record Answer(
            UUID id,
            @JsonProperty("decision_id") UUID decision,
            String status,
            @JsonProperty("asked_at") Instant askedAt,

            @Schema(description = "The reviewer's reason") @Nullable
            String why,

            @JsonProperty("decided_at") @Nullable Instant decidedAt) {

        static Answer of(Contest contest) {
            Contest.Answer answer = contest.answer();
            return new Answer(
                    contest.id(),
                    contest.decision(),
                    answer == null ? "waiting" : answer.verdict().name().toLowerCase(Locale.ROOT),
                    contest.at(),
                    answer == null ? null : answer.why(),
                    answer == null ? null : answer.at());
        }
    }

    @PostMapping("/api/decisions/{decision}/contest")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Has a decision looked at by a person",
            description = "While a request about a decision waits, another one is the same.")
    @ApiResponse(responseCode = "201", description = "It waits for a reviewer")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such decision, or not any more",
            content = {})
    Answer ask(@PathVariable UUID decision, @RequestBody @Nullable Request request, Authentication who) {
        String reason = request == null || request.reason() == null
                ? ""
                : request.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST) {
            ProblemDetail problem =
                    Problems.invalid("reason", "1 to " + LONGEST + " characters are expected, got " + reason.length());
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        }
        Contests.Taken taken = contests.decision(decision)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no decision " + decision
                                + "; it may be older than what is kept (tino.privacy.events), or was erased."));
        return Answer.of(contests.ask(taken, reason, Account.nameOf(who)));
    }

    @GetMapping("/api/decisions/{decision}/contest")
    @Operation(summary = "What became of the newest request about a decision")
    Answer status(@PathVariable UUID decision) {
        return contests.of(decision)
                .map(Answer::of)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Nobody has contested the decision " + decision + "."));
    }
}
