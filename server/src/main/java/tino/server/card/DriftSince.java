package tino.server.card;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tino.lifecycle.registry.ModelVersion;

/** How what a version decides from has moved since its training. */
@FunctionalInterface
public interface DriftSince {
    /** Where nobody watches. */
    DriftSince UNWATCHED = version -> Optional.empty();

    /** Empty where nothing is known of it. */
    Optional<Drift> of(ModelVersion version);

    /**
     * @param from when the first answer was given that was looked at
     * @param answers that were looked at
     * @param columns that were compared
     */
    record Drift(Instant from, Instant to, long answers, List<Column> columns) {}

    /**
     * @param measure of the effect, e.g. {@code psi}
     * @param limit from which on the effect is drift
     * @param pValue corrected for the number of columns
     * @param drifted what the monitor's rule says of it
     */
    record Column(String name, String measure, double effect, double limit, double pValue, boolean drifted) {}
}
