package tino.lifecycle.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers of decisions: UUID version 7 (RFC 9562), whose first 48 bits are the time of the decision in ms. */
public final class DecisionId {
    private DecisionId() {}

    /** A new identifier for a decision taken now. */
    public static UUID next(InstantSource clock, RandomGenerator random) {
        long millis = clock.millis();
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /**
     * When the decision was taken.
     *
     * @throws IllegalArgumentException if the identifier is not a UUID version 7
     */
    public static Instant time(UUID decision) {
        if (decision.version() != 7) {
            throw new IllegalArgumentException("Expected a decision id (UUID version 7), got " + decision + " (version "
                    + decision.version() + "). Maybe it is the id of an item.");
        }
        return Instant.ofEpochMilli(decision.getMostSignificantBits() >>> 16);
    }

    /** No decision of that millisecond, or later, has a lower id. */
    public static UUID lowest(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
