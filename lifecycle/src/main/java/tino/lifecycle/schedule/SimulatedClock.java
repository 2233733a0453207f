package tino.lifecycle.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved, so that three weeks can pass in a minute. Safe for many threads. */
public final class SimulatedClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public SimulatedClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Goes to that time, which may lie in the past: clocks are set back in real life too. */
    public void set(Instant time) {
        now.set(time);
    }

    /** @return the new time */
    public Instant advance(Duration by) {
        return now.updateAndGet(time -> time.plus(by));
    }
}
