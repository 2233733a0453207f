package tino.language.crawl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** When each host may be asked again. */
final class Pace {
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Duration pause;
    private final Map<String, Duration> slower = new HashMap<>();
    private final Map<String, Instant> ready = new HashMap<>();

    Pace(InstantSource clock, Sleeper sleeper, Duration pause) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.pause = pause;
    }

    Instant ready(String host) {
        return ready.getOrDefault(host, Instant.EPOCH);
    }

    /** Sleeps until the host may be asked. */
    void await(String host) throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), ready(host));
        if (wait.isPositive()) {
            sleeper.sleep(wait);
        }
    }

    /** The host has been asked just now. */
    void asked(String host) {
        rest(host, slower.getOrDefault(host, pause));
    }

    /** Leaves the host alone for so long from now on. */
    void rest(String host, Duration time) {
        Instant then = clock.instant().plus(time);
        ready.merge(host, then, (before, after) -> before.isAfter(after) ? before : after);
    }

    /** The host asks for at least this between two requests. */
    void slow(String host, Duration time) {
        if (time.compareTo(pause) > 0) {
            slower.put(host, time);
        }
    }
}
