package tino.lifecycle.alert;

import java.time.Duration;

/** A way on which notifications go. */
public interface Channel {
    /** In the table of notifications. */
    String name();

    /** Whether it wants notifications of that kind from that rule. */
    default boolean wants(AlertRule rule, String kind) {
        return true;
    }

    /** How long one attempt takes at most; after that somebody else may try. */
    Duration patience();

    /**
     * Sends it, or fails. May be called again with the same key after a success that nobody noticed.
     *
     * @throws NotSent why not, in words that give no secret away
     */
    void send(Notification notification) throws NotSent;

    /** An attempt that failed. It is tried again later. */
    final class NotSent extends Exception {
        public NotSent(String message) {
            super(message);
        }

        public NotSent(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
