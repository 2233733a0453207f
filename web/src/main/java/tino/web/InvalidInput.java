package tino.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What came does not mean anything to us: 400, with one entry of {@code errors} for each field at fault. */
public final class InvalidInput extends ErrorResponseException {

    /** @param field as the caller wrote it, {@code location.lat} for a nested one @param message what was expected, what came */
    public record Fault(String field, String message) {}

    private final List<Fault> faults;

    public InvalidInput(List<Fault> faults) {
        super(HttpStatus.BAD_REQUEST, problem(faults), null);
        this.faults = List.copyOf(faults);
    }

    public InvalidInput(String field, String message) {
        this(List.of(new Fault(field, message)));
    }

    public List<Fault> faults() {
        return faults;
    }

    private static ProblemDetail problem(List<Fault> faults) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                faults.stream()
                        .map(fault -> fault.field() + ": " + fault.message())
                        .collect(Collectors.joining("; ")));
        problem.setTitle("Invalid input");
        problem.setProperty("errors", faults);
        return problem;
    }
}
