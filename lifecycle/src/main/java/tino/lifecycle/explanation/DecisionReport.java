package tino.lifecycle.explanation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.experiment.Experiment.Variant;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RunRecord;

/**
 * All that is known of one decision.
 *
 * @param model in the registry, whether it answered or its fallback did
 * @param version that answered, {@code null} for the fallback and for two together
 * @param arm of the trial or experiment the answer was part of, {@code null} for none
 * @param fallback why the fallback answered, {@code null} where a model did
 * @param asked what was asked
 * @param authors whose scores ordered the items: one, or the two of an experiment
 * @param live what was champion then, {@code null} for none
 * @param outcomes what came of it, in the order of time
 */
public record DecisionReport(
        UUID id,
        Instant at,
        String model,
        @Nullable Integer version,
        @Nullable String arm,
        @Nullable String fallback,
        Map<String, String> asked,
        List<Item> items,
        List<Author> authors,
        @Nullable Integer live,
        List<Outcome> outcomes) {

    /**
     * @param explanation {@code null} where there is none; its author says why
     */
    public record Item(
            String id,
            int position,
            double score,
            @Nullable Variant variant,
            @Nullable Explanation explanation) {}

    /**
     * Who gave scores.
     *
     * @param variant of the experiment, where two answered together
     * @param version {@code null} for the fallback
     * @param registered the version, {@code null} for the fallback and for one that was deleted
     * @param dataset it learned from, {@code null} where it is not known
     * @param run that made it, {@code null} where it is not known
     * @param unexplained why its scores cannot be explained, {@code null} where they are
     */
    public record Author(
            @Nullable Variant variant,
            @Nullable Integer version,
            @Nullable ModelVersion registered,
            @Nullable Dataset dataset,
            @Nullable RunRecord run,
            @Nullable String unexplained) {}

    /** @param item it is about, {@code null} for all of them */
    public record Outcome(String type, @Nullable String item, Instant at) {}
}
