package tino.lifecycle.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of runs. The runs of a pipeline are in the experiment that is named after its model.
 *
 * @param artifactLocation where its runs keep files, {@code null}: in the store of this installation
 */
public record RunGroup(
        long id,
        String name,
        @Nullable String artifactLocation,
        boolean deleted,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {}
