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
 * @param files name (with {@code /}, relative to the folder) to SHA-256
 * @param dataset hash of the snapshot it was trained from, {@code null} if it was made elsewhere
 * @param run the run that made it, {@code null} if it was made elsewhere
 * @param metrics means over the test rows
 * @param codeCommit of the program that made it
 */
public record ModelVersion(
        String model,
        int number,
        Path folder,
        SequencedMap<String, String> files,
        @Nullable String dataset,
        @Nullable UUID run,
        Map<String, Double> metrics,
        String codeCommit,
        Instant createdAt) {}
