package tino.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What was asked was understood and is refused: it is not there, not theirs, or contradicts what is there. */
public final class Refusal extends ErrorResponseException {
    private Refusal(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    /** 404. */
    public static Refusal notFound(String what, Object id) {
        return new Refusal(HttpStatus.NOT_FOUND, "There is no " + what + " " + id + ".");
    }

    /** 403. */
    public static Refusal forbidden(String reason) {
        return new Refusal(HttpStatus.FORBIDDEN, reason);
    }

    /** 409. */
    public static Refusal conflict(String reason) {
        return new Refusal(HttpStatus.CONFLICT, reason);
    }
}
