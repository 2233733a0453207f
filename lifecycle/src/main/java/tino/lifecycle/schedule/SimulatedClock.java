package tino.lifecycle.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved, so that three weeks can pass in a minute; in the end it may follow another
 * one. Safe for many threads.
 */
public final class SimulatedClock implements InstantSource {
    private final AtomicReference<InstantSource> now;

    public SimulatedClock(Instant start) {
        this.now = new AtomicReference<>(InstantSource.fixed(start));
    }

    @Override
    public Instant instant() {
        return now.get().instant();
    }

    /** Goes to that time and stands still, which may lie in the past: clocks are set back in real life too. */
    public void set(Instant time) {
        now.set(InstantSource.fixed(time));
    }

    /** @return the new time */
    public Instant advance(Duration by) {
        return now.updateAndGet(time -> InstantSource.fixed(time.instant().plus(by)))
                .instant();
    }

    /** From now on shows what the other clock shows. */
    public void follow(InstantSource other) {
        now.set(other);
    }
}
