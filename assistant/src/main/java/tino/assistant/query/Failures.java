package tino.assistant.query;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tino.language.budget.BudgetExceeded;
import tino.language.route.RoutingFailed;

/** Why there is no answer, told to whoever asked. */
final class Failures {
    private Failures() {}

    static ErrorResponseException of(RoutingFailed failed, InstantSource clock) {
        BudgetExceeded budget = failed.budget();
        boolean money = budget != null && failed.failure() == null;
        HttpStatus status = money ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                budget != null && money
                        ? String.format(
                                Locale.ROOT,
                                "The budget %s has %s of %s left, too little for this answer; it renews at %s.",
                                budget.budget(),
                                budget.left().toPlainString(),
                                budget.limit().toPlainString(),
                                budget.renews())
                        : failed.getMessage() + " Ask again in a moment.");
        problem.setProperty(
                "attempts", failed.attempts().stream().map(Object::toString).toList());
        ErrorResponseException response = new ErrorResponseException(status, problem, failed);
        Duration wait = wait(failed, budget, clock);
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
        return response;
    }

    private static Duration wait(RoutingFailed failed, @Nullable BudgetExceeded budget, InstantSource clock) {
        if (failed.failure() != null) {
            Duration asked = failed.failure().retryAfter();
            return asked == null ? Duration.ofSeconds(5) : asked;
        }
        return budget == null ? Duration.ofSeconds(5) : Duration.between(clock.instant(), budget.renews());
    }
}
