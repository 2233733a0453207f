package tino.lifecycle.event;

import org.jspecify.annotations.Nullable;

/**
 * Who gave an answer; kept with the event that says what was answered.
 *
 * @param model name in the registry
 * @param version that answered, {@code null} for the fallback, or where two versions answered together
 * @param arm of the trial or experiment the answer was part of, {@code null} for none
 * @param micros microseconds that the version took, {@code null} where it is not known
 */
public record Answered(
        String model,
        @Nullable Integer version,
        @Nullable String arm,
        @Nullable Integer micros) {

    /** An answer whose time is not known. */
    public Answered(String model, @Nullable Integer version, @Nullable String arm) {
        this(model, version, arm, null);
    }
}
