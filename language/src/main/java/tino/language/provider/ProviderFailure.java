package tino.language.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model gave no whole answer. */
public final class ProviderFailure extends RuntimeException {
    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public enum Kind {
        /** Nobody answers at its address, or the connection broke. */
        UNREACHABLE,
        /** Nothing came in time. */
        TIMEOUT,
        /** It has too many questions: 429. */
        OVERLOADED,
        /** It answers with an error of its own: 5xx. */
        BROKEN,
        /** What it sent cannot be read: half a JSON, broken events, an empty answer. */
        GARBLED,
        /** It does not take our key: 401, 403. */
        UNAUTHORISED,
        /** It does not take this question: any other 4xx. Another provider may. */
        REFUSED
    }

    /** @param retryAfter how long the service asks to be left alone; {@code null} where it does not say */
    public ProviderFailure(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
