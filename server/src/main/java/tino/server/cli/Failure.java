package tino.server.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a sentence for people and an exit code; no stack trace is shown. */
public final class Failure extends RuntimeException {
    private final int code;

    /** @param code of {@link Exit} @param message what was expected, what came, what to do */
    public Failure(int code, String message) {
        this(code, message, null);
    }

    public Failure(int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
