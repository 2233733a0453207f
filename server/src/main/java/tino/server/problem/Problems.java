package tino.server.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tino.lifecycle.database.DatabaseUnavailable;
import tino.lifecycle.event.EventLog.EventLogUnavailable;
import tino.search.IndexUnreadable;
import tino.web.OpenAiError;
import tino.web.RequestId;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem documents and writes them: as JSON for programs, as the error page for people. */
@Component
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Where a problem waits for the error page. */
    static final String ATTRIBUTE = Problems.class.getName();

    private static final String OPENAI = "/v1/";

    private static final int RETRY_SECONDS = 5;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - 2 * QUIET_NANOS);
    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    public static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }

    /** A request with faults in it; each field is named. */
    public static ProblemDetail invalid(HttpStatus status, List<Fault> faults) {
        ProblemDetail problem = problem(
                status,
                faults.stream()
                        .map(fault -> fault.field() + ": " + fault.message())
                        .collect(Collectors.joining("; ")));
        problem.setTitle("Invalid input");
        problem.setProperty("errors", faults);
        return problem;
    }

    public static ProblemDetail invalid(String field, String message) {
        return invalid(HttpStatus.BAD_REQUEST, List.of(new Fault(field, message)));
    }

    public static ProblemDetail nothingAt(String path) {
        return problem(HttpStatus.NOT_FOUND, "There is nothing at " + path + ".");
    }

    /** What went wrong inside, told without its inside: 503 if it may pass by itself, else 500 with a number to ask about. */
    public ProblemDetail of(Throwable failure) {
        if (passing(failure)) {
            warn(failure);
            return unavailable(failure);
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Request failed, reference {}", reference, failure);
        ProblemDetail problem = problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong on our side. The log has more under the reference " + reference + ".");
        problem.setProperty("reference", reference);
        return problem;
    }

    /** Once in a while: a database that is gone fails every request, and its log should still be readable. */
    private void warn(Throwable failure) {
        long now = System.nanoTime();
        long last = warnedAt.get();
        if (now - last > QUIET_NANOS && warnedAt.compareAndSet(last, now)) {
            LOG.warn("Not available: {}", rootMessage(failure));
        }
        LOG.debug("Not available", failure);
    }

    private static ProblemDetail unavailable(Throwable failure) {
        String detail = caused(failure, IndexUnreadable.class)
                ? "The search index cannot be read and is being built anew; searches go on when it is done."
                : diskFull(failure)
                        ? "There is no space left to store this. Nothing of the request was kept; send it again once there is."
                        : "The database does not answer at present. Nothing of the request was kept; try again in "
                                + RETRY_SECONDS + " s.";
        return problem(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    /** Whether the cause may go away without anybody changing the request. */
    static boolean passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException && !(cause instanceof QueryTimeoutException)
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof EventLogUnavailable
                    || cause instanceof DatabaseUnavailable
                    || cause instanceof IndexUnreadable) {
                return true;
            }
        }
        return diskFull(failure);
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean diskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && (message.contains("No space left on device") || message.contains("disk full"))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getName() : root.getMessage();
    }

    /** Answers with a problem, outside of any controller. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        addHeaders(response, problem);
        if (forPeople(request)) {
            request.setAttribute(ATTRIBUTE, problem);
            response.sendError(problem.getStatus());
            return;
        }
        if (problem.getInstance() == null) {
            problem.setInstance(URI.create(path(request)));
        }
        name(problem, request);
        boolean openAi = forOpenAi(request);
        response.setStatus(problem.getStatus());
        response.setContentType(openAi ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(openAi ? openAi(problem, request) : problem));
    }

    /** Which request it was, so that its lines can be found in the log. */
    static void name(ProblemDetail problem, HttpServletRequest request) {
        String id = RequestId.of(request);
        if (id != null) {
            problem.setProperty(RequestId.PROPERTY, id);
        }
    }

    /** Whether the caller speaks OpenAI's protocol, which has a form of its own for failures. */
    static boolean forOpenAi(HttpServletRequest request) {
        return path(request).startsWith(OPENAI);
    }

    static Map<String, Object> openAi(ProblemDetail problem, HttpServletRequest request) {
        return OpenAiError.of(problem.getStatus(), problem.getDetail(), null, RequestId.of(request));
    }

    static void addHeaders(HttpServletResponse response, ProblemDetail problem) {
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
    }

    /** Whether a page is wanted rather than a document: a browser asks for HTML by name. */
    public static boolean forPeople(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && !path(request).startsWith("/api/")
                && !forOpenAi(request);
    }

    private static String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original == null ? request.getRequestURI() : original.toString();
    }
}
