package tino.lifecycle.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a version that it registers.
 *
 * @param source where its files are: an address in the {@link ArtifactStore} or anywhere
 * @param artifacts path of the files in the store, {@code null} where they are elsewhere
 */
public record Registration(
        String source,
        @Nullable String artifacts,
        @Nullable String runLink,
        @Nullable String user,
        String description,
        Map<String, String> tags) {}
