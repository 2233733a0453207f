package tino.lifecycle.registry;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model, and where it comes from.
 *
 * @param number 1, 2, 3, … within the model
 * @param folder of its files
 * @param files name (with {@code /}, relative to the folder) to SHA-256; empty where a client keeps them elsewhere
 * @param provenance never changes
 * @param card what people may change
 */
public record ModelVersion(
        String model,
        int number,
        Path folder,
        SequencedMap<String, String> files,
        Provenance provenance,
        Card card,
        Instant createdAt) {

    /**
     * What is written on a version.
     *
     * @param source where a client said that its files are, {@code null} for one trained here
     * @param user who registered it, as far as it was said
     */
    public record Card(
            @Nullable String source,
            @Nullable String runLink,
            @Nullable String user,
            String description,
            Stage stage,
            Map<String, String> tags,
            Instant updatedAt) {}

    /** How far a version is, as MLflow names it. That it is in production is not written here: it is the alias champion. */
    public enum Stage {
        NONE,
        STAGING,
        ARCHIVED
    }

    /** Hash of the snapshot it was trained from, {@code null} if it was made elsewhere. */
    public @Nullable String dataset() {
        return provenance.dataset();
    }

    /** The run that made it, {@code null} if it was made elsewhere. */
    public @Nullable UUID run() {
        return provenance.run();
    }

    /** Means over the test rows. */
    public Map<String, Double> metrics() {
        return provenance.metrics();
    }

    /** Of the program that made it. */
    public String codeCommit() {
        return provenance.codeCommit();
    }
}
