package tino.lifecycle.registry;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a version comes from: what it takes to make it again, and to say what differs when it comes out differently. After the
 * provenance of Tribuo's models (Pocock et al., "Tribuo: Machine Learning with Provenance in Java", 2021).
 *
 * @param dataset hash of the snapshot it was trained from, {@code null} if it was made elsewhere
 * @param run the run that made it, {@code null} if it was made elsewhere
 * @param metrics means over the test rows
 * @param codeCommit of the program that made it
 * @param parameters of the training; empty: those that the run logged
 * @param environment JVM, platform and libraries it was made on
 */
public record Provenance(
        @Nullable String dataset,
        @Nullable UUID run,
        Map<String, Double> metrics,
        String codeCommit,
        Map<String, String> parameters,
        Environment environment) {

    /** Of something made by this process, with the parameters that its run logged. */
    public Provenance(@Nullable String dataset, @Nullable UUID run, Map<String, Double> metrics, String codeCommit) {
        this(dataset, run, metrics, codeCommit, Map.of(), Environment.current());
    }
}
