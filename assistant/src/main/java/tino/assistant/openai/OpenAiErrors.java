package tino.assistant.openai;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tino.web.OpenAiError;

/** Answers what this application refuses as OpenAI's clients read it: {@code {"error": {"message", "type", "param", "code"}}}. */
@RestControllerAdvice(basePackageClasses = OpenAiErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OpenAiErrors {

    @ExceptionHandler(OpenAiFailure.class)
    ResponseEntity<Map<String, Object>> refused(OpenAiFailure e) {
        return ResponseEntity.status(e.status())
                .body(OpenAiError.of(e.status().value(), e.getMessage(), e.parameter()));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Map<String, Object>> unreadable() {
        return ResponseEntity.badRequest().body(OpenAiError.of(400, "The body is no JSON object.", null));
    }

    @ExceptionHandler(ErrorResponseException.class)
    ResponseEntity<Map<String, Object>> refused(ErrorResponseException e) {
        return ResponseEntity.status(e.getStatusCode()).headers(e.getHeaders()).body(of(e));
    }

    static Map<String, Object> of(ErrorResponse e) {
        return OpenAiError.of(e.getStatusCode().value(), e.getBody().getDetail(), null);
    }
}
