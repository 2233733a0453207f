package tino.lifecycle.privacy;

import java.time.Instant;

/** A store whose rows go when they were kept as long as the events of decisions. Applications bring theirs to {@link Retention}. */
@FunctionalInterface
public interface Expiring {
    /** Removes what was over before that time; may be repeated. @return rows removed */
    long forget(Instant until);
}
