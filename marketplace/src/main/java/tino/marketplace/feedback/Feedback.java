package tino.marketplace.feedback;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with one result.
 *
 * @param item the professional
 * @param query as it was asked; needed where there is no decision
 * @param decision the page that showed the item; {@code null}: the newest of that session and query
 * @param at when it happened; {@code null}: now
 * @param event the same one sent twice counts once
 */
record Feedback(
        Kind kind,
        String item,
        @Nullable String query,
        @Nullable UUID decision,
        @Nullable Instant at,
        @Nullable String session,
        UUID event) {

    /** What can be done, in the order of how much it says. */
    enum Kind {
        CLICK,
        QUOTE,
        CONTRACT;

        /** @throws IllegalArgumentException if there is none of that type */
        static Kind of(String type) {
            return valueOf(type.toUpperCase(Locale.ROOT));
        }

        /** The type of its events in the log. */
        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
