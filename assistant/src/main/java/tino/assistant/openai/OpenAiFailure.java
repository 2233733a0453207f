package tino.assistant.openai;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What OpenAI's clients are told when something is wrong with their request. */
final class OpenAiFailure extends RuntimeException {
    private final HttpStatus status;
    private final @Nullable String parameter;

    OpenAiFailure(HttpStatus status, @Nullable String parameter, String message) {
        super(message);
        this.status = status;
        this.parameter = parameter;
    }

    static OpenAiFailure invalid(String parameter, String message) {
        return new OpenAiFailure(HttpStatus.BAD_REQUEST, parameter, parameter + ": " + message);
    }

    HttpStatus status() {
        return status;
    }

    @Nullable
    String parameter() {
        return parameter;
    }
}
