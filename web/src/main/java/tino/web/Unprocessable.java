package tino.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What came is JSON, but nothing that can be decided on: 422, with one entry of {@code errors} for each field at fault. */
public final class Unprocessable extends ErrorResponseException {
    /** A batch without a single right value would be answered with megabytes. */
    private static final int SHOWN = 100;

    /** @param field as the caller wrote it @param message what was expected, what came */
    public record Fault(String field, String message) {}

    public Unprocessable(List<Fault> faults) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, problem(faults), null);
    }

    public Unprocessable(String field, String message) {
        this(List.of(new Fault(field, message)));
    }

    private static ProblemDetail problem(List<Fault> faults) {
        List<Fault> shown = faults.stream().limit(SHOWN).toList();
        String more = faults.size() > SHOWN ? "; and " + (faults.size() - SHOWN) + " more" : "";
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT,
                shown.stream()
                                .map(fault -> fault.field() + ": " + fault.message())
                                .collect(Collectors.joining("; "))
                        + more);
        problem.setTitle("Invalid input");
        problem.setProperty("errors", shown);
        return problem;
    }
}
