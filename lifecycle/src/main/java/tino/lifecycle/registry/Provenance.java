package tino.lifecycle.registry;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a version comes from; see {@link ModelVersion}.
 *
 * @param metrics means over the test rows
 */
public record Provenance(
        @Nullable String dataset, @Nullable UUID run, Map<String, Double> metrics, String codeCommit) {}
