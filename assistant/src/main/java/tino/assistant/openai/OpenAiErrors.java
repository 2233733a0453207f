package tino.assistant.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what this application refuses as OpenAI's clients read it: {@code {"error": {"message", "type", "param", "code"}}}. */
@RestControllerAdvice(basePackageClasses = OpenAiErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OpenAiErrors {

    @ExceptionHandler(OpenAiFailure.class)
    ResponseEntity<Map<String, Object>> refused(OpenAiFailure e) {
        return ResponseEntity.status(e.status()).body(error(e.getMessage(), type(e.status()), e.parameter()));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Map<String, Object>> unreadable() {
        return ResponseEntity.badRequest().body(error("The body is no JSON object.", "invalid_request_error", null));
    }

    @ExceptionHandler(ErrorResponseException.class)
    ResponseEntity<Map<String, Object>> refused(ErrorResponseException e) {
        return ResponseEntity.status(e.getStatusCode()).headers(e.getHeaders()).body(of(e));
    }

    static Map<String, Object> of(ErrorResponse e) {
        return error(e.getBody().getDetail(), type(e.getStatusCode()), null);
    }

    private static String type(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status.is4xxClientError() ? "invalid_request_error" : "server_error";
        };
    }

    static Map<String, Object> error(@Nullable String message, String type, @Nullable String parameter) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message == null ? type : message);
        error.put("type", type);
        error.put("param", parameter);
        error.put("code", null);
        return Map.of("error", error);
    }
}
