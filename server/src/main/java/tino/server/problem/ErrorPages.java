package tino.server.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where the container sends what no controller answered. */
@Controller
final class ErrorPages implements ErrorController {
    private final Problems problems;

    ErrorPages(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    @Nullable
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemDetail problem = problem(request);
        if (Problems.forPeople(request)) {
            return new ModelAndView("error", Map.of("problem", problem), HttpStatus.valueOf(problem.getStatus()));
        }
        problems.write(request, response, problem);
        return null;
    }

    private ProblemDetail problem(HttpServletRequest request) {
        if (request.getAttribute(Problems.ATTRIBUTE) instanceof ProblemDetail known) {
            return known;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return problems.of(failure);
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Somebody opened /error itself: there is nothing here.
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        ProblemDetail problem = Problems.problem(known, sentence(known));
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
            problem.setInstance(URI.create(path));
        }
        return problem;
    }

    private static String sentence(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request could not be understood.";
            case UNAUTHORIZED -> "Sign in, or send an API key.";
            case FORBIDDEN -> "This account may not do that.";
            case NOT_FOUND -> "There is nothing at this address.";
            default -> status.getReasonPhrase() + ".";
        };
    }
}
