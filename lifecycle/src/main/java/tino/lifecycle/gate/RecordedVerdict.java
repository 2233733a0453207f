package tino.lifecycle.gate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as it is kept.
 *
 * @param run that was judged, {@code null} if the version was made elsewhere
 * @param number of the version that was judged, {@code null} if none came of the run
 */
public record RecordedVerdict(
        @Nullable UUID run, String model, @Nullable Integer number, GateVerdict verdict, Instant at) {}
