package tino.lifecycle.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to be told.
 *
 * @param key the same for every attempt to send it, so that a receiver can leave out what it has
 * @param kind {@code firing}, {@code resolved} or {@code test}
 * @param model that a firing alert is about, for whoever trains it
 * @param title one line
 * @param body a few lines
 * @param at when the alert became what this tells
 */
public record Notification(
        String key, String kind, @Nullable String model, String title, String body, Instant at) {
    /** To try a channel out. */
    public static Notification test(Instant at) {
        return new Notification(
                "test:" + at.toEpochMilli(),
                "test",
                null,
                "[test] Tino can reach you",
                "This is a test of the way alerts take. Nothing is wrong.",
                at);
    }
}
