package tino.lifecycle.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is logged to a run together: all of it or nothing.
 *
 * @param parameters which keep the value they were first given
 * @param tags which take the new value
 * @param name the run's new name, {@code null}: as it is
 */
public record Batch(
        List<Runs.Metric> metrics,
        Map<String, String> parameters,
        Map<String, String> tags,
        @Nullable String name) {}
