package tino.lifecycle.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RunOutcome;

/**
 * What came of running a pipeline.
 *
 * @param run {@code null} if another server was running it, so that nothing was begun here
 * @param message a sentence for people
 * @param version what was registered and is champion now, {@code null} unless the outcome is {@code REGISTERED}
 * @param verdict {@code null} if it did not come to one
 * @param means of each metric over the test rows, by {@code challenger}, {@code champion} and {@code fallback}, as far as
 *     they were judged
 */
public record RunResult(
        @Nullable UUID run,
        String model,
        RunOutcome outcome,
        String message,
        @Nullable Dataset dataset,
        @Nullable ModelVersion version,
        @Nullable GateVerdict verdict,
        Map<String, Map<String, Double>> means,
        Duration duration) {}
