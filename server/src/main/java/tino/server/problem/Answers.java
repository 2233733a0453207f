package tino.server.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever a controller throws, or is spared by the framework, into a problem. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class Answers extends ResponseEntityExceptionHandler {
    private static final int SHOWN = 80;

    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException e) {
        throw e;
    }

    @ExceptionHandler(ConstraintViolationException.class)
    @Nullable
    ResponseEntity<Object> violated(ConstraintViolationException e, WebRequest request) {
        List<Fault> faults = e.getConstraintViolations().stream()
                .map(violation ->
                        new Fault(lastName(violation), violation.getMessage() + got(violation.getInvalidValue())))
                .toList();
        return answer(e, Problems.invalid(HttpStatus.BAD_REQUEST, faults), new HttpHeaders(), request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> failed(Exception e, WebRequest request) {
        if (hasCause(e, BodyLimit.TooLarge.class)) {
            return answer(e, BodyLimit.problem(e), new HttpHeaders(), request);
        }
        return answer(e, problems.of(e), new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                e,
                Problems.invalid(
                        e.getParameterName(), "a value is expected (" + e.getParameterType() + "), got nothing"),
                headers,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(e, Problems.nothingAt("/" + e.getResourcePath()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name =
                e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : e.getPropertyName();
        return answer(
                e,
                Problems.invalid(
                        name == null ? "parameter" : name,
                        kind(e.getRequiredType()) + " is expected" + got(e.getValue())),
                headers,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (hasCause(e, BodyLimit.TooLarge.class)) {
            return answer(e, BodyLimit.problem(e), headers, request);
        }
        if (e.getCause() instanceof JacksonException json) {
            return answer(e, Problems.invalid(field(json), expectation(json)), headers, request);
        }
        return answer(e, Problems.invalid("body", "a JSON object is expected, got nothing"), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                e,
                Problems.invalid(
                        HttpStatus.BAD_REQUEST, fieldFaults(e.getBindingResult().getFieldErrors())),
                headers,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Fault> faults = new ArrayList<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                faults.addAll(fieldFaults(errors.getFieldErrors()));
            } else {
                String name =
                        Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter");
                result.getResolvableErrors()
                        .forEach(error ->
                                faults.add(new Fault(name, error.getDefaultMessage() + got(result.getArgument()))));
            }
        }
        return answer(e, Problems.invalid(HttpStatus.BAD_REQUEST, faults), headers, request);
    }

    /** Every other exception the framework knows ends here, with its own status and detail. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = switch (Objects.requireNonNullElse(body, e)) {
            case ProblemDetail given -> given;
            case ErrorResponse known -> known.updateAndGetBody(getMessageSource(), request.getLocale());
            default ->
                ProblemDetail.forStatusAndDetail(status, Objects.requireNonNullElse(e.getMessage(), status.toString()));
        };
        return answer(e, problem, headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        HttpServletRequest servletRequest = ((ServletWebRequest) request).getRequest();
        HttpServletResponse response = Objects.requireNonNull(((ServletWebRequest) request).getResponse());
        if (response.isCommitted()) {
            return null;
        }
        Problems.addHeaders(response, problem);
        if (Problems.forPeople(servletRequest)) {
            try {
                problems.write(servletRequest, response, problem);
            } catch (IOException gone) {
                logger.debug("The caller is gone", gone);
            }
            return null;
        }
        Problems.name(problem, servletRequest);
        return new ResponseEntity<>(
                Problems.forOpenAi(servletRequest) ? Problems.openAi(problem, servletRequest) : problem,
                headers,
                problem.getStatus());
    }

    private static List<Fault> fieldFaults(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new Fault(error.getField(), error.getDefaultMessage() + got(error.getRejectedValue())))
                .toList();
    }

    private static String field(JacksonException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }

    private static String expectation(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "this field is not known, known are " + unknown.getKnownPropertyIds();
            case InvalidFormatException format ->
                kind(format.getTargetType()) + " is expected" + got(format.getValue());
            case MismatchedInputException mismatch ->
                kind(mismatch.getTargetType()) + " is expected, got another type of JSON value";
            default ->
                "well-formed JSON is expected"
                        + (e.getLocation() == null
                                ? ""
                                : ", which ends at line " + e.getLocation().getLineNr() + ", column "
                                        + e.getLocation().getColumnNr());
        };
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class
                || type == short.class) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        return switch (type.getSimpleName()) {
            case "UUID" -> "a UUID";
            case "Instant", "OffsetDateTime" -> "a time such as 2026-01-31T12:00:00Z";
            case "LocalDate" -> "a date such as 2026-01-31";
            default -> type.isRecord() ? "a JSON object" : "a value of type " + type.getSimpleName();
        };
    }

    private static String got(@Nullable Object value) {
        if (value == null) {
            return ", got nothing";
        }
        String text = value instanceof Object[] several ? Arrays.toString(several) : value.toString();
        return ", got \""
                + (text.length() > SHOWN
                        ? text.substring(0, SHOWN) + "…\" (" + text.length() + " characters)"
                        : text + "\"");
    }

    private static String lastName(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
