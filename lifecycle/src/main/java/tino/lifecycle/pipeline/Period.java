package tino.lifecycle.pipeline;

import java.time.Duration;
import java.time.Instant;

/** A half-open stretch of time {@code [from, to)}. */
public record Period(Instant from, Instant to) {
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A period must end after it starts, got " + from + " to " + to);
        }
    }

    public static Period endingAt(Instant to, Duration length) {
        return new Period(to.minus(length), to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
