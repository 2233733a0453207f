package tino.lifecycle.registry;

import java.time.Instant;
import java.util.Map;

/**
 * A model by name, whatever versions it has.
 *
 * @param folder of its versions' files, below the folder of all models
 */
public record RegisteredModel(
        String name,
        String folder,
        String description,
        boolean deleted,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {}
