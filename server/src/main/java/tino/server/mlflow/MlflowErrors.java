package tino.server.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tino.server.problem.Problems;

/** Answers failures as MLflow's clients read them: {@code {"error_code": …, "message": …}}. */
@RestControllerAdvice(basePackageClasses = MlflowErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MlflowErrors {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowErrors.class);

    private final Problems problems;

    MlflowErrors(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(MlflowError.class)
    ResponseEntity<Map<String, String>> refused(MlflowError e) {
        return answer(e.code(), e.getMessage());
    }

    /** What the lifecycle refuses about a value. */
    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<Map<String, String>> refused(IllegalArgumentException e) {
        return answer(MlflowError.Code.INVALID_PARAMETER_VALUE, e.getMessage());
    }

    /** What the lifecycle refuses for now: a version whose gate is not passed, a champion that is to be deleted. */
    @ExceptionHandler(IllegalStateException.class)
    ResponseEntity<Map<String, String>> refused(IllegalStateException e) {
        return answer(MlflowError.Code.INVALID_STATE, e.getMessage());
    }

    /** A damaged file is named with both its sums: whoever may read it may know. */
    @ExceptionHandler({IOException.class, UncheckedIOException.class})
    ResponseEntity<Map<String, String>> broken(Exception e) {
        LOG.error("A file could not be read or written", e);
        return answer(MlflowError.Code.INTERNAL_ERROR, e.getMessage());
    }

    @ExceptionHandler(AccessDeniedException.class)
    void leaveToSecurity(AccessDeniedException e) {
        throw e;
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Map<String, String>> failed(Exception e) {
        ProblemDetail problem = problems.of(e);
        boolean passing = problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value();
        return answer(
                passing ? MlflowError.Code.TEMPORARILY_UNAVAILABLE : MlflowError.Code.INTERNAL_ERROR,
                problem.getDetail());
    }

    private static ResponseEntity<Map<String, String>> answer(MlflowError.Code code, @Nullable String message) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(code.status);
        if (code == MlflowError.Code.TEMPORARILY_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return response.body(
                Map.of("error_code", code.name(), "message", Objects.requireNonNullElse(message, code.name())));
    }
}
