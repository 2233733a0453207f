package tino.lifecycle.rollout;

import java.time.Duration;

/**
 * What numbers of a policy may be. In a class of its own: were it in the policy's, the standard shadow, read first, would have
 * the standard policy made before itself, without a shadow.
 */
final class Bounds {
    private Bounds() {}

    static void cases(String what, int least, int value) {
        if (value < least || value > CanaryLog.NEWEST) {
            throw new IllegalArgumentException("Expected " + least + " to " + CanaryLog.NEWEST + " " + what
                    + " (older ones are not looked at), got " + value);
        }
    }

    static void time(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("Expected a " + what + " of at least 0, got " + value);
        }
    }

    static void confidence(double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("Expected a confidence between 0 and 1, e.g. 0.95, got " + value);
        }
    }

    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("Expected a " + what + " between 0 and 1, got " + value);
        }
    }
}
