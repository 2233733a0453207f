package tino.assistant.openai;

import jakarta.servlet.http.HttpServletRequest;
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
import tino.web.RequestId;

/** Answers what this application refuses as OpenAI's clients read it: {@code {"error": {"message", "type", "param", "code"}}}. */
@RestControllerAdvice(basePackageClasses = OpenAiErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OpenAiErrors {

    @ExceptionHandler(OpenAiFailure.class)
    ResponseEntity<Map<String, Object>> refused(OpenAiFailure e, HttpServletRequest request) {
        return ResponseEntity.status(e.status())
                .body(OpenAiError.of(e.status().value(), e.getMessage(), e.parameter(), RequestId.of(request)));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Map<String, Object>> unreadable(HttpServletRequest request) {
        return ResponseEntity.badRequest()
                .body(OpenAiError.of(400, "The body is no JSON object.", null, RequestId.of(request)));
    }

    @ExceptionHandler(ErrorResponseException.class)
    ResponseEntity<Map<String, Object>> refused(ErrorResponseException e, HttpServletRequest request) {
        return ResponseEntity.status(e.getStatusCode()).headers(e.getHeaders()).body(of(e, request));
    }

    static Map<String, Object> of(ErrorResponse e, HttpServletRequest request) {
        return OpenAiError.of(e.getStatusCode().value(), e.getBody().getDetail(), null, RequestId.of(request));
    }
}
