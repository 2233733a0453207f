package tino.server.mlflow;

import org.springframework.http.HttpStatus;

/** A refusal, in MLflow's terms. The message says what was expected, what came and where. */
final class MlflowError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** MLflow's codes and the statuses it sends with them; an invalid state is the caller's conflict here, not our failure. */
    enum Code {
        INVALID_PARAMETER_VALUE(HttpStatus.BAD_REQUEST),
        MALFORMED_REQUEST(HttpStatus.BAD_REQUEST),
        RESOURCE_ALREADY_EXISTS(HttpStatus.BAD_REQUEST),
        RESOURCE_DOES_NOT_EXIST(HttpStatus.NOT_FOUND),
        ENDPOINT_NOT_FOUND(HttpStatus.NOT_FOUND),
        INVALID_STATE(HttpStatus.CONFLICT),
        INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
        TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

        final HttpStatus status;

        Code(HttpStatus status) {
            this.status = status;
        }
    }

    private final Code code;

    MlflowError(Code code, String message) {
        super(message);
        this.code = code;
    }

    Code code() {
        return code;
    }

    static MlflowError invalid(String message) {
        return new MlflowError(Code.INVALID_PARAMETER_VALUE, message);
    }

    static MlflowError missing(String message) {
        return new MlflowError(Code.RESOURCE_DOES_NOT_EXIST, message);
    }

    static MlflowError taken(String message) {
        return new MlflowError(Code.RESOURCE_ALREADY_EXISTS, message);
    }

    static MlflowError state(String message) {
        return new MlflowError(Code.INVALID_STATE, message);
    }
}
