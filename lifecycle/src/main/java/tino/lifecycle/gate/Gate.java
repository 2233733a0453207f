package tino.lifecycle.gate;

import java.util.List;

/** What a trained version must pass before it may be released: all of the checks. */
public record Gate(List<Check> checks) {

    /** @throws IllegalArgumentException if there is no check: that would let everything through */
    public Gate {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one check, got none; a gate without any lets everything through.");
        }
    }

    /** Whether the time of answers must be measured to judge. */
    public boolean timed() {
        return checks.stream().anyMatch(Check::timed);
    }
}
