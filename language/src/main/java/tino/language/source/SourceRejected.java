package tino.language.source;

import org.jspecify.annotations.Nullable;

/** A document could not be read into text. The message says what was expected and what came. */
public final class SourceRejected extends Exception {
    private final Reason reason;

    public enum Reason {
        /** More bytes, pages or characters than the limits allow. */
        TOO_LARGE,
        /** Unpacks to more than the limits allow. */
        BOMB,
        /** Not read in time. */
        TOO_SLOW,
        /** Needs a password, or says so. */
        ENCRYPTED,
        /** Begins like what it says to be, but is broken or cut off. */
        DAMAGED,
        /** None of the kinds that are read. */
        UNKNOWN_KIND,
        /** Has no text, e.g. scanned pages only. */
        EMPTY
    }

    public SourceRejected(Reason reason, String message) {
        this(reason, message, null);
    }

    public SourceRejected(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
