package tino.server.mlflow;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.RunGroups;

/** {@code /api/2.0/mlflow/experiments/…} */
@RestController
@RequestMapping("/api/2.0/mlflow/experiments")
@Tag(name = "MLflow: experiments")
final class ExperimentCalls {
    private static final int PAGE = 1000;
    private static final int LARGEST_PAGE = 50_000;

    private final RunGroups experiments;

    ExperimentCalls(RunGroups experiments) {
        this.experiments = experiments;
    }

    @PostMapping("/create")
    Map<String, Object> create(Fields fields) {
        String name = Limits.experimentName(fields, "name");
        Map<String, String> tags = new LinkedHashMap<>();
        fields.objects("tags").forEach(tag -> tags.put(Limits.name(tag), Limits.tagValue(tag)));
        String location = fields.text("artifact_location");
        try {
            long id = experiments.create(
                    name, location == null || location.isBlank() ? null : location.replaceAll("/+$", ""), tags);
            return Map.of("experiment_id", Long.toString(id));
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
    }

    private MlflowError taken(String name) {
        boolean deleted = experiments.named(name).map(RunGroup::deleted).orElse(false);
        return MlflowError.taken(
                deleted
                        ? "RunGroup '" + name + "' already exists in deleted state. Restore it, or take another name."
                        : "RunGroup '" + name + "' already exists.");
    }

    @GetMapping("/get")
    Map<String, Object> get(Fields fields) {
        return Map.of("experiment", Wire.experiment(find(experiments, fields.id("experiment_id"))));
    }

    @GetMapping("/get-by-name")
    Map<String, Object> getByName(Fields fields) {
        String name = fields.required("experiment_name");
        return Map.of(
                "experiment",
                Wire.experiment(experiments
                        .named(name)
                        .orElseThrow(() -> MlflowError.missing("Could not find experiment with name '" + name + "'"))));
    }

    @PostMapping("/search")
    Map<String, Object> search(Fields fields) {
        return found(fields);
    }

    @GetMapping({"/search", "/list"})
    Map<String, Object> list(Fields fields) {
        return found(fields);
    }

    private Map<String, Object> found(Fields fields) {
        Paging paging = Paging.of(fields, PAGE, LARGEST_PAGE);
        List<RunGroup> found = experiments.search(
                Language.conditions(Vocabulary.EXPERIMENTS, fields.text("filter")),
                Language.order(Vocabulary.EXPERIMENTS, fields.texts("order_by")),
                deleted(fields, "view_type"),
                paging.query());
        return Wire.page(
                "experiments", paging.cut(found).stream().map(Wire::experiment).toList(), paging.next(found));
    }

    /** What of the deleted is wanted; {@code null}: those and the others. */
    static @Nullable Boolean deleted(Fields fields, String field) {
        return switch (fields.value(field)) {
            case "", "ACTIVE_ONLY", "1" -> false;
            case "DELETED_ONLY", "2" -> true;
            case "ALL", "3" -> null;
            default ->
                throw MlflowError.invalid("Invalid value for parameter '" + field
                        + "': expected ACTIVE_ONLY, DELETED_ONLY or ALL, got '" + fields.value(field) + "'.");
        };
    }

    @PostMapping("/update")
    Map<String, Object> update(Fields fields) {
        RunGroup experiment = find(experiments, fields.id("experiment_id"));
        String name = Limits.experimentName(fields, "new_name");
        if (experiment.deleted()) {
            throw MlflowError.state("Cannot rename a non-active experiment: " + experiment.id() + " is deleted.");
        }
        try {
            experiments.rename(experiment.id(), name);
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
        return Map.of();
    }

    @PostMapping("/delete")
    Map<String, Object> delete(Fields fields) {
        return delete(fields, true);
    }

    @PostMapping("/restore")
    Map<String, Object> restore(Fields fields) {
        return delete(fields, false);
    }

    private Map<String, Object> delete(Fields fields, boolean deleted) {
        RunGroup experiment = find(experiments, fields.id("experiment_id"));
        if (experiment.deleted() == deleted) {
            throw MlflowError.missing("No Experiment with id=" + experiment.id() + " exists that is "
                    + (deleted ? "active." : "deleted."));
        }
        experiments.delete(experiment.id(), deleted);
        return Map.of();
    }

    @PostMapping("/set-experiment-tag")
    Map<String, Object> tag(Fields fields) {
        RunGroup experiment = find(experiments, fields.id("experiment_id"));
        if (experiment.deleted()) {
            throw MlflowError.invalid(
                    "The experiment " + experiment.id() + " must be in the 'active' state. Current state is deleted.");
        }
        experiments.tag(experiment.id(), Limits.name(fields), Limits.tagValue(fields));
        return Map.of();
    }

    static RunGroup find(RunGroups experiments, String id) {
        if (!id.matches("\\d{1,18}")) {
            throw MlflowError.missing("No Experiment with id=" + id + " exists");
        }
        return experiments
                .find(Long.parseLong(id))
                .orElseThrow(() -> MlflowError.missing("No Experiment with id=" + id + " exists"));
    }
}
