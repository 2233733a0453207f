package tino.server.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RegisteredModel;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

/** Values as MLflow's documents have them: ids are texts, times are milliseconds, what is not there is left out. */
final class Wire {
    /** The tag by which clients name a run; it is the run's name and nothing beside it. */
    static final String RUN_NAME = "mlflow.runName";

    static final String CONTEXT = "mlflow.data.context";

    private Wire() {}

    /** A run's id as MLflow writes it, without dashes. */
    static String id(UUID run) {
        return run.toString().replace("-", "");
    }

    static Map<String, Object> experiment(RunGroup experiment) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("experiment_id", Long.toString(experiment.id()));
        document.put("name", experiment.name());
        document.put("artifact_location", location(experiment));
        document.put("lifecycle_stage", stage(experiment.deleted()));
        document.put("creation_time", experiment.createdAt().toEpochMilli());
        document.put("last_update_time", experiment.updatedAt().toEpochMilli());
        document.put("tags", pairs(experiment.tags()));
        return document;
    }

    static String location(RunGroup experiment) {
        String location = experiment.artifactLocation();
        return location == null ? ArtifactStore.SCHEME + experiment.id() : location;
    }

    static String artifacts(RunGroup experiment, UUID run) {
        return location(experiment) + "/" + id(run) + "/artifacts";
    }

    static Map<String, Object> run(TrackedRun run, RunData data, RunGroup experiment) {
        return Map.of(
                "info", info(run, experiment),
                "data", data(run, data),
                "inputs",
                        Map.of(
                                "dataset_inputs",
                                data.inputs().stream().map(Wire::input).toList()));
    }

    static Map<String, Object> info(TrackedRun run, RunGroup experiment) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run_id", id(run.id()));
        document.put("run_uuid", id(run.id()));
        document.put("run_name", run.name());
        document.put("experiment_id", Long.toString(run.experiment()));
        put(document, "user_id", run.user());
        document.put("status", run.status().name());
        document.put("start_time", run.startedAt().toEpochMilli());
        put(document, "end_time", millis(run.endedAt()));
        document.put("artifact_uri", artifacts(experiment, run.id()));
        document.put("lifecycle_stage", stage(run.deleted()));
        return document;
    }

    private static Map<String, Object> data(TrackedRun run, RunData data) {
        Map<String, String> tags = new LinkedHashMap<>(data.tags());
        tags.put(RUN_NAME, run.name());
        if (run.pipeline() != null) {
            tags.put("tino.outcome", run.pipeline().outcome().name().toLowerCase(Locale.ROOT));
            tags.put("tino.seed", Long.toString(run.pipeline().seed()));
            tags.put(
                    "tino.period",
                    run.pipeline().period().from() + "/"
                            + run.pipeline().period().to());
            tags.put("mlflow.source.git.commit", run.pipeline().codeCommit());
        }
        return Map.of(
                "metrics", data.metrics().stream().map(Wire::metric).toList(),
                "params", pairs(data.parameters()),
                "tags", pairs(tags));
    }

    static Map<String, Object> metric(Runs.Metric metric) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("key", metric.name());
        document.put("value", metric.value());
        put(document, "timestamp", millis(metric.at()));
        document.put("step", metric.step());
        return document;
    }

    private static Map<String, Object> input(RunData.Input input) {
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("name", input.name());
        dataset.put("digest", input.digest());
        dataset.put("source_type", input.sourceType());
        dataset.put("source", input.source());
        put(dataset, "schema", input.schema());
        put(dataset, "profile", input.profile());
        return Map.of(
                "dataset",
                dataset,
                "tags",
                input.context() == null ? List.of() : pairs(Map.of(CONTEXT, input.context())));
    }

    static Map<String, Object> model(RegisteredModel model, Map<String, Integer> aliases, List<ModelVersion> latest) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", model.name());
        document.put("creation_timestamp", model.createdAt().toEpochMilli());
        document.put("last_updated_timestamp", model.updatedAt().toEpochMilli());
        document.put("description", model.description());
        document.put(
                "latest_versions",
                latest.stream().map(version -> version(version, aliases)).toList());
        document.put("tags", pairs(model.tags()));
        document.put(
                "aliases",
                aliases.entrySet().stream()
                        .map(alias -> Map.of("alias", alias.getKey(), "version", Integer.toString(alias.getValue())))
                        .toList());
        return document;
    }

    /** @param aliases of its model */
    static Map<String, Object> version(ModelVersion version, Map<String, Integer> aliases) {
        ModelVersion.Card card = version.card();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", version.model());
        document.put("version", Integer.toString(version.number()));
        document.put("creation_timestamp", version.createdAt().toEpochMilli());
        document.put("last_updated_timestamp", card.updatedAt().toEpochMilli());
        put(document, "user_id", card.user());
        document.put("current_stage", Stages.of(version, aliases).mlflow());
        document.put("description", card.description());
        document.put("source", source(version));
        put(document, "run_id", version.run() == null ? null : id(version.run()));
        put(document, "run_link", card.runLink());
        document.put("status", "READY");
        document.put("tags", pairs(card.tags()));
        document.put(
                "aliases",
                aliases.entrySet().stream()
                        .filter(alias -> alias.getValue() == version.number())
                        .map(Map.Entry::getKey)
                        .toList());
        return document;
    }

    /** Where a client said that the files are; of a version trained here, where {@link ArtifactCalls} gives them out. */
    static String source(ModelVersion version) {
        String source = version.card().source();
        return source == null
                ? ArtifactStore.SCHEME + ArtifactCalls.VERSIONS + version.model() + "/" + version.number()
                : source;
    }

    private static String stage(boolean deleted) {
        return deleted ? "deleted" : "active";
    }

    private static List<Map<String, String>> pairs(Map<String, String> values) {
        List<Map<String, String>> pairs = new ArrayList<>();
        values.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
        return pairs;
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static void put(Map<String, Object> document, String key, @Nullable Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }

    /** A page of an answer. @param token of the next page, {@code null} where nothing follows */
    static Map<String, Object> page(String name, List<?> items, @Nullable String token) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(name, items);
        put(document, "next_page_token", token);
        return document;
    }
}
