package tino.server.decision;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.explanation.DecisionReport;
import tino.lifecycle.explanation.Decisions;
import tino.server.problem.Problems;

/** Finds a decision by what somebody wrote for its id. */
@Component
public final class DecisionLookup {
    private final Decisions decisions;

    DecisionLookup(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * @throws ErrorResponseException 400 if that is no decision's id, 404 if there is no such decision, 410 if it is older
     *     than what the log keeps
     */
    public DecisionReport get(String id) {
        UUID decision;
        try {
            decision = parse(id);
        } catch (IllegalArgumentException e) {
            throw new ErrorResponseException(
                    HttpStatus.BAD_REQUEST, Problems.invalid("id", String.valueOf(e.getMessage())), e);
        }
        return decisions.find(decision).orElseThrow(() -> {
            HttpStatus status = gone(decisions, decision).isPresent() ? HttpStatus.GONE : HttpStatus.NOT_FOUND;
            return new ErrorResponseException(status, Problems.problem(status, missing(decisions, decision)), null);
        });
    }

    /** @throws IllegalArgumentException if that is no decision's id, saying what is expected */
    public static UUID parse(String id) {
        UUID decision;
        try {
            decision = UUID.fromString(id.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the decision_id of an answer is expected (a UUID of version 7), got \"" + id.strip() + '"', e);
        }
        DecisionId.time(decision);
        return decision;
    }

    /** Why a decision is not found, in a sentence. */
    public static String missing(Decisions decisions, UUID decision) {
        return gone(decisions, decision)
                .map(since -> "The decision " + decision + " was taken at " + DecisionId.time(decision)
                        + "; the log begins at " + since + ", what is older was removed.")
                .orElseGet(() -> "There is no decision " + decision
                        + ". Maybe it was an evaluation, which is not written down.");
    }

    /** When the log begins, if the decision is older. */
    private static Optional<Instant> gone(Decisions decisions, UUID decision) {
        return decisions.since().filter(since -> DecisionId.time(decision).isBefore(since));
    }
}
