package tino.hiring.prediction;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.serving.Served.Fallback;

/** Nobody is judged without a model: 503. Nothing of the request was kept. */
final class NoModel extends ErrorResponseException {
    NoModel(Fallback reason) {
        super(HttpStatus.SERVICE_UNAVAILABLE, problem(reason), null);
    }

    private static ProblemDetail problem(Fallback reason) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                switch (reason) {
                    case NO_MODEL ->
                        "No version of " + HiringClassifier.MODEL + " is live, so nobody can be judged. Train one: tino"
                                + " hiring train; or have one released that is there: tino rollout status.";
                    case FAILED, TOO_SLOW, EXPERIMENT ->
                        "The model did not answer (" + reason.name().toLowerCase(java.util.Locale.ROOT)
                                + "). Nothing was decided or kept; send it again.";
                });
    }
}
