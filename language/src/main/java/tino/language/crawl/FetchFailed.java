package tino.language.crawl;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No answer came that can be used. */
final class FetchFailed extends IOException {
    private final Kind kind;

    enum Kind {
        /** The host has an address that is not public. */
        PRIVATE,
        UNKNOWN_HOST,
        UNREACHABLE,
        TIMEOUT,
        TOO_LARGE,
        /** What came is no HTTP, or was cut off. */
        GARBLED
    }

    FetchFailed(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether it may be better in a while. */
    boolean passing() {
        return kind == Kind.UNREACHABLE || kind == Kind.TIMEOUT || kind == Kind.GARBLED;
    }
}
