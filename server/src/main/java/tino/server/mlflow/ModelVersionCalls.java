package tino.server.mlflow;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.database.Database;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.Environment;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registration;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

/** {@code /api/2.0/mlflow/model-versions/…} */
@RestController
@RequestMapping("/api/2.0/mlflow/model-versions")
@Tag(name = "MLflow: model versions")
final class ModelVersionCalls {
    private static final int PAGE = 10_000;
    private static final int LARGEST_PAGE = 200_000;
    private static final String RUNS = "runs:/";

    private final Registry registry;
    private final Runs runs;
    private final RunGroups experiments;
    private final ArtifactStore store;
    private final Database database;

    ModelVersionCalls(Registry registry, Runs runs, RunGroups experiments, ArtifactStore store, Database database) {
        this.registry = registry;
        this.runs = runs;
        this.experiments = experiments;
        this.store = store;
        this.database = database;
    }

    @PostMapping("/create")
    Map<String, Object> create(Fields fields) {
        String model =
                RegisteredModelCalls.find(registry, fields.required("name")).name();
        String source = fields.required("source");
        String named = fields.text("run_id", "");
        TrackedRun run = named.isEmpty() ? null : RunCalls.find(runs, named);
        Map<String, String> tags = new LinkedHashMap<>();
        fields.objects("tags").forEach(tag -> tags.put(Limits.name(tag), Limits.tagValue(tag)));
        ModelVersion version = registry.register(
                model,
                new Registration(
                        source,
                        path(source),
                        fields.text("run_link"),
                        fields.caller(),
                        fields.text("description", ""),
                        tags),
                store,
                run == null ? UNKNOWN : provenance(run));
        return document(version);
    }

    private static final Provenance UNKNOWN = new Provenance(null, null, Map.of(), "", Map.of(), Environment.UNKNOWN);

    private Provenance provenance(TrackedRun run) {
        RunData data = runs.data(run.id());
        Map<String, Double> metrics = data.metrics().stream()
                .collect(Collectors.toMap(Runs.Metric::name, Runs.Metric::value, (a, b) -> b, LinkedHashMap::new));
        return new Provenance(
                data.inputs().stream().map(RunData.Input::digest).findFirst().orElse(null),
                run.id(),
                metrics,
                data.tags().getOrDefault("mlflow.source.git.commit", ""),
                data.parameters(),
                Environment.UNKNOWN);
    }

    /** The path in our store that a source names, {@code null} where it names another place. */
    private @Nullable String path(String source) {
        if (source.startsWith(RUNS)) {
            String[] parts = source.substring(RUNS.length()).split("/", 2);
            TrackedRun run = RunCalls.find(runs, parts[0]);
            String root = Wire.artifacts(experiments.find(run.experiment()).orElseThrow(), run.id());
            return parts.length == 1 || parts[1].isEmpty() ? stored(root) : stored(root + "/" + parts[1]);
        }
        return stored(source);
    }

    private static @Nullable String stored(String address) {
        return ArtifactCalls.path(address);
    }

    @GetMapping("/get")
    Map<String, Object> get(Fields fields) {
        return document(find(registry, fields));
    }

    @PatchMapping("/update")
    Map<String, Object> update(Fields fields) {
        ModelVersion version = find(registry, fields);
        registry.describe(version.model(), version.number(), fields.text("description", ""));
        return document(find(registry, fields));
    }

    @DeleteMapping("/delete")
    Map<String, Object> delete(Fields fields) {
        ModelVersion version = find(registry, fields);
        registry.delete(version.model(), version.number(), fields.caller());
        return Map.of();
    }

    @GetMapping("/search")
    Map<String, Object> search(Fields fields) {
        Paging paging = Paging.of(fields, PAGE, LARGEST_PAGE);
        List<ModelVersion> found = registry.searchVersions(
                Language.conditions(Vocabulary.VERSIONS, fields.text("filter")),
                Language.order(Vocabulary.VERSIONS, fields.texts("order_by")),
                paging.query());
        List<ModelVersion> shown = paging.cut(found);
        Map<String, Map<String, Integer>> aliases = shown.stream()
                .map(ModelVersion::model)
                .distinct()
                .collect(Collectors.toMap(model -> model, registry::aliases));
        return Wire.page(
                "model_versions",
                shown.stream()
                        .map(version -> Wire.version(version, aliases.getOrDefault(version.model(), Map.of())))
                        .toList(),
                paging.next(found));
    }

    @GetMapping("/get-download-uri")
    Map<String, Object> downloadUri(Fields fields) {
        return Map.of("artifact_uri", Wire.source(find(registry, fields)));
    }

    /**
     * Moves a version to a stage. To production means to make it the champion, by the rules that hold for champions; from
     * production means to take that away.
     */
    @PostMapping("/transition-stage")
    Map<String, Object> transition(Fields fields) {
        ModelVersion version = find(registry, fields);
        Stages stage = Stages.named(fields.required("stage"));
        boolean archive = fields.flag("archive_existing_versions");
        database.transactions().executeWithoutResult(transaction -> {
            Map<String, Integer> aliases = registry.aliases(version.model());
            if (archive && (stage == Stages.PRODUCTION || stage == Stages.STAGING)) {
                registry.versions(version.model()).stream()
                        .filter(other -> other.number() != version.number() && Stages.of(other, aliases) == stage)
                        .forEach(other -> registry.stage(other.model(), other.number(), ModelVersion.Stage.ARCHIVED));
            }
            registry.stage(version.model(), version.number(), stage.written());
            boolean champion = Stages.of(version, aliases) == Stages.PRODUCTION;
            String why = "Moved to " + stage.mlflow() + " by an MLflow client";
            if (stage == Stages.PRODUCTION && !champion) {
                registry.assign(version.model(), Registry.CHAMPION, version.number(), fields.caller(), why);
            } else if (stage != Stages.PRODUCTION && champion) {
                registry.remove(version.model(), Registry.CHAMPION, fields.caller(), why);
            }
        });
        return document(find(registry, fields));
    }

    @PostMapping("/set-tag")
    Map<String, Object> setTag(Fields fields) {
        ModelVersion version = find(registry, fields);
        registry.tag(version.model(), version.number(), Limits.name(fields), Limits.tagValue(fields));
        return Map.of();
    }

    @DeleteMapping("/delete-tag")
    Map<String, Object> deleteTag(Fields fields) {
        ModelVersion version = find(registry, fields);
        registry.removeTag(version.model(), version.number(), fields.required("key"));
        return Map.of();
    }

    private Map<String, Object> document(ModelVersion version) {
        return Map.of("model_version", Wire.version(version, registry.aliases(version.model())));
    }

    static ModelVersion find(Registry registry, Fields fields) {
        String model =
                RegisteredModelCalls.find(registry, fields.required("name")).name();
        String number = fields.id("version");
        if (!number.matches("\\d{1,9}")) {
            throw MlflowError.invalid(
                    "Invalid value for parameter 'version': expected a whole number, got '" + number + "'.");
        }
        Optional<ModelVersion> version = registry.version(model, Integer.parseInt(number));
        return version.orElseThrow(
                () -> MlflowError.missing("Model Version (name=" + model + ", version=" + number + ") not found"));
    }
}
