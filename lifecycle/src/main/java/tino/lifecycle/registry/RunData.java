package tino.lifecycle.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was logged to a run.
 *
 * @param metrics of each metric the last value: of the highest step the newest
 */
public record RunData(
        Map<String, String> parameters, List<Runs.Metric> metrics, Map<String, String> tags, List<Input> inputs) {

    /**
     * Data that the run read.
     *
     * @param digest hash of the content
     * @param sourceType {@code lake}, or what a client says
     * @param context what it was for: training, validation, …
     */
    public record Input(
            String name,
            String digest,
            String sourceType,
            String source,
            @Nullable String schema,
            @Nullable String profile,
            @Nullable String context) {}
}
