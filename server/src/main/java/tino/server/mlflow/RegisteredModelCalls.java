package tino.server.mlflow;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RegisteredModel;
import tino.lifecycle.registry.Registry;

/** {@code /api/2.0/mlflow/registered-models/…} */
@RestController
@RequestMapping("/api/2.0/mlflow/registered-models")
@Tag(name = "MLflow: registered models")
final class RegisteredModelCalls {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final Registry registry;

    RegisteredModelCalls(Registry registry) {
        this.registry = registry;
    }

    @PostMapping("/create")
    Map<String, Object> create(Fields fields) {
        String name = Limits.modelName(fields, "name");
        Map<String, String> tags = new LinkedHashMap<>();
        fields.objects("tags").forEach(tag -> tags.put(Limits.name(tag), Limits.tagValue(tag)));
        try {
            registry.create(name, fields.text("description", ""), tags);
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
        return document(find(registry, name));
    }

    private static MlflowError taken(String name) {
        return MlflowError.taken("Registered Model (name=" + name + ") already exists.");
    }

    @GetMapping("/get")
    Map<String, Object> get(Fields fields) {
        return document(find(registry, fields.required("name")));
    }

    @PatchMapping("/update")
    Map<String, Object> update(Fields fields) {
        RegisteredModel model = find(registry, fields.required("name"));
        registry.describe(model.name(), fields.text("description", ""));
        return document(find(registry, model.name()));
    }

    @PostMapping("/rename")
    Map<String, Object> rename(Fields fields) {
        RegisteredModel model = find(registry, fields.required("name"));
        String name = Limits.modelName(fields, "new_name");
        try {
            registry.rename(model.name(), name);
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
        return document(find(registry, name));
    }

    @DeleteMapping("/delete")
    Map<String, Object> delete(Fields fields) {
        registry.delete(find(registry, fields.required("name")).name(), fields.caller());
        return Map.of();
    }

    @GetMapping({"/search", "/list"})
    Map<String, Object> search(Fields fields) {
        Paging paging = Paging.of(fields, PAGE, LARGEST_PAGE);
        List<RegisteredModel> found = registry.searchModels(
                Language.conditions(Vocabulary.MODELS, fields.text("filter")),
                Language.order(Vocabulary.MODELS, fields.texts("order_by")),
                paging.query());
        return Wire.page(
                "registered_models", paging.cut(found).stream().map(this::model).toList(), paging.next(found));
    }

    @GetMapping("/get-latest-versions")
    Map<String, Object> latest(Fields fields) {
        return latestVersions(fields);
    }

    @PostMapping("/get-latest-versions")
    Map<String, Object> latestAsked(Fields fields) {
        return latestVersions(fields);
    }

    private Map<String, Object> latestVersions(Fields fields) {
        String name = find(registry, fields.required("name")).name();
        List<String> named = fields.texts("stages");
        List<Stages> stages = named.isEmpty()
                ? Arrays.asList(Stages.values())
                : named.stream().map(Stages::named).toList();
        Map<String, Integer> aliases = registry.aliases(name);
        List<ModelVersion> latest = Stages.latest(registry.versions(name), aliases, stages);
        return Map.of(
                "model_versions",
                latest.stream().map(version -> Wire.version(version, aliases)).toList());
    }

    @PostMapping("/set-tag")
    Map<String, Object> setTag(Fields fields) {
        registry.tag(find(registry, fields.required("name")).name(), Limits.name(fields), Limits.tagValue(fields));
        return Map.of();
    }

    @DeleteMapping("/delete-tag")
    Map<String, Object> deleteTag(Fields fields) {
        registry.removeTag(find(registry, fields.required("name")).name(), fields.required("key"));
        return Map.of();
    }

    @PostMapping("/alias")
    Map<String, Object> setAlias(Fields fields) {
        ModelVersion version = ModelVersionCalls.find(registry, fields);
        String alias = Limits.alias(fields);
        registry.assign(
                version.model(), alias, version.number(), fields.caller(), "The alias was set by an MLflow client");
        return Map.of();
    }

    @DeleteMapping("/alias")
    Map<String, Object> deleteAlias(Fields fields) {
        RegisteredModel model = find(registry, fields.required("name"));
        String alias = fields.required("alias");
        // As MLflow has it, nothing is wrong with taking away what is not there.
        if (registry.aliases(model.name()).containsKey(alias)) {
            registry.remove(model.name(), alias, fields.caller(), "The alias was deleted by an MLflow client");
        }
        return Map.of();
    }

    @GetMapping("/alias")
    Map<String, Object> alias(Fields fields) {
        RegisteredModel model = find(registry, fields.required("name"));
        String alias = fields.required("alias");
        ModelVersion version = registry.aliased(model.name(), alias)
                .orElseThrow(() -> MlflowError.missing("Registered model alias " + alias + " not found. " + model.name()
                        + " has " + registry.aliases(model.name()).keySet() + "."));
        return Map.of("model_version", Wire.version(version, registry.aliases(model.name())));
    }

    private Map<String, Object> document(RegisteredModel model) {
        return Map.of("registered_model", model(model));
    }

    private Map<String, Object> model(RegisteredModel model) {
        Map<String, Integer> aliases = registry.aliases(model.name());
        return Wire.model(
                model,
                aliases,
                Stages.latest(registry.versions(model.name()), aliases, Arrays.asList(Stages.values())));
    }

    static RegisteredModel find(Registry registry, String name) {
        return registry.model(name)
                .orElseThrow(() -> MlflowError.missing("Registered Model with name=" + name + " not found"));
    }
}
