package tino.language.source;

import java.time.Duration;

/** The end of the time that one document may take; looked at where the reading can be given up. */
final class Deadline {
    private final Duration time;
    private final long end;

    Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Unchecked, for it has to pass through libraries that swallow what is checked. */
    static final class Expired extends RuntimeException {
        Expired(Duration time) {
            super("Expected a document that is read within " + time.toSeconds() + " s, it took longer.");
        }
    }

    void check() {
        if (System.nanoTime() - end > 0) {
            throw new Expired(time);
        }
    }
}
