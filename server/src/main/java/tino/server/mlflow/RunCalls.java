package tino.server.mlflow;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.registry.Batch;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.RunStatus;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * {@code /api/2.0/mlflow/runs/…} and {@code metrics/get-history}. Runs of pipelines are read like any other; only their own
 * pipeline writes to them, but for tags.
 */
@RestController
@RequestMapping("/api/2.0/mlflow")
@Tag(name = "MLflow: runs")
final class RunCalls {
    private static final int PAGE = 1000;
    private static final int LARGEST_PAGE = 50_000;
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    private static final String LOGGED_MODELS = "mlflow.log-model.history";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Runs runs;
    private final RunGroups experiments;

    RunCalls(Runs runs, RunGroups experiments) {
        this.runs = runs;
        this.experiments = experiments;
    }

    @PostMapping("/runs/create")
    Map<String, Object> create(Fields fields) {
        String named = fields.value("experiment_id");
        RunGroup experiment =
                ExperimentCalls.find(experiments, named.isEmpty() ? Long.toString(RunGroups.DEFAULT) : named);
        if (experiment.deleted()) {
            throw MlflowError.invalid(
                    "The experiment " + experiment.id() + " must be in the 'active' state. Current state is deleted.");
        }
        Map<String, String> tags = tags(fields.objects("tags"));
        String tagged = tags.remove(Wire.RUN_NAME);
        String name = fields.text("run_name", "");
        String user = fields.text("user_id", tags.getOrDefault("mlflow.user", fields.caller()));
        Long start = time(fields, "start_time");
        UUID id = runs.create(
                experiment.id(),
                name.isEmpty() ? tagged : name,
                user,
                start == null || start == 0 ? null : Instant.ofEpochMilli(start),
                tags);
        return Map.of("run", Wire.run(runs.find(id).orElseThrow(), runs.data(id), experiment));
    }

    @GetMapping("/runs/get")
    Map<String, Object> get(Fields fields) {
        TrackedRun run = find(runs, fields);
        return Map.of("run", Wire.run(run, runs.data(run.id()), experiment(run)));
    }

    @PostMapping("/runs/search")
    Map<String, Object> search(Fields fields) {
        Paging paging = Paging.of(fields, PAGE, LARGEST_PAGE);
        List<Long> wanted = new ArrayList<>();
        for (String id : fields.texts("experiment_ids")) {
            if (id.matches("\\d{1,18}")) {
                wanted.add(Long.valueOf(id));
            }
        }
        List<TrackedRun> found = runs.search(
                wanted,
                Language.conditions(Vocabulary.RUNS, fields.text("filter")),
                Language.order(Vocabulary.RUNS, fields.texts("order_by")),
                ExperimentCalls.deleted(fields, "run_view_type"),
                paging.query());
        List<TrackedRun> shown = paging.cut(found);
        Map<UUID, RunData> data = runs.data(shown.stream().map(TrackedRun::id).toList());
        Map<Long, RunGroup> known = new HashMap<>();
        return Wire.page(
                "runs",
                shown.stream()
                        .map(run -> Wire.run(
                                run,
                                Objects.requireNonNull(data.get(run.id())),
                                known.computeIfAbsent(run.experiment(), id -> experiment(run))))
                        .toList(),
                paging.next(found));
    }

    @PostMapping("/runs/update")
    Map<String, Object> update(Fields fields) {
        TrackedRun run = writable(fields);
        String status = fields.value("status");
        Long end = time(fields, "end_time");
        String name = fields.text("run_name", "");
        runs.update(
                run.id(),
                status.isEmpty() ? null : status(status),
                end == null || end == 0 ? null : Instant.ofEpochMilli(end),
                name.isEmpty() ? null : name);
        return Map.of("run_info", Wire.info(runs.find(run.id()).orElseThrow(), experiment(run)));
    }

    private static RunStatus status(String name) {
        // As protobuf numbers them.
        return switch (name) {
            case "RUNNING", "1" -> RunStatus.RUNNING;
            case "SCHEDULED", "2" -> RunStatus.SCHEDULED;
            case "FINISHED", "3" -> RunStatus.FINISHED;
            case "FAILED", "4" -> RunStatus.FAILED;
            case "KILLED", "5" -> RunStatus.KILLED;
            default ->
                throw MlflowError.invalid(
                        "Invalid value for parameter 'status': expected RUNNING, SCHEDULED, FINISHED, "
                                + "FAILED or KILLED, got '" + name + "'.");
        };
    }

    @PostMapping("/runs/delete")
    Map<String, Object> delete(Fields fields) {
        runs.delete(find(runs, fields).id(), true);
        return Map.of();
    }

    @PostMapping("/runs/restore")
    Map<String, Object> restore(Fields fields) {
        runs.delete(find(runs, fields).id(), false);
        return Map.of();
    }

    @PostMapping("/runs/log-metric")
    Map<String, Object> logMetric(Fields fields) {
        TrackedRun run = writable(fields);
        runs.log(run.id(), new Batch(List.of(metric(fields)), Map.of(), Map.of(), null));
        return Map.of();
    }

    @PostMapping("/runs/log-parameter")
    Map<String, Object> logParameter(Fields fields) {
        TrackedRun run = writable(fields);
        runs.log(run.id(), new Batch(List.of(), parameters(List.of(fields)), Map.of(), null));
        return Map.of();
    }

    @PostMapping("/runs/log-batch")
    Map<String, Object> logBatch(Fields fields) {
        List<Fields> metrics = fields.objects("metrics");
        List<Fields> parameters = fields.objects("params");
        List<Fields> tags = fields.objects("tags");
        Limits.batch(fields, metrics, parameters, tags);
        TrackedRun run = writable(fields);
        Map<String, String> tagged = tags(tags);
        String name = tagged.remove(Wire.RUN_NAME);
        runs.log(
                run.id(),
                new Batch(metrics.stream().map(RunCalls::metric).toList(), parameters(parameters), tagged, name));
        return Map.of();
    }

    private static Runs.Metric metric(Fields fields) {
        String name = Limits.name(fields);
        double value = fields.number("value");
        Long at = time(fields, "timestamp");
        if (at == null) {
            throw MlflowError.invalid("Missing value for required parameter '" + fields.where("timestamp") + "'.");
        }
        Long step = fields.whole("step");
        return new Runs.Metric(name, step == null ? 0 : step, value, Instant.ofEpochMilli(at));
    }

    private static @Nullable Long time(Fields fields, String name) {
        Long millis = fields.whole(name);
        if (millis != null && (millis < 0 || millis > LATEST)) {
            throw MlflowError.invalid("Invalid value for parameter '" + fields.where(name)
                    + "': expected milliseconds since 1970, from 0 to " + LATEST + ", got " + millis + ".");
        }
        return millis;
    }

    private static Map<String, String> parameters(List<Fields> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Fields each : given) {
            String name = Limits.name(each);
            String value = Limits.parameterValue(each);
            if (parameters.put(name, value) != null) {
                throw MlflowError.invalid("Duplicate parameter keys have been submitted: '" + name + "' at '"
                        + each.where("key") + "' is there before. One value for each parameter is expected.");
            }
        }
        return parameters;
    }

    private static Map<String, String> tags(List<Fields> given) {
        Map<String, String> tags = new LinkedHashMap<>();
        given.forEach(tag -> tags.put(Limits.name(tag), Limits.tagValue(tag)));
        return tags;
    }

    @PostMapping("/runs/set-tag")
    Map<String, Object> setTag(Fields fields) {
        TrackedRun run = active(fields);
        Map<String, String> tags = tags(List.of(fields));
        String name = tags.remove(Wire.RUN_NAME);
        runs.log(run.id(), new Batch(List.of(), Map.of(), tags, name));
        return Map.of();
    }

    @PostMapping("/runs/delete-tag")
    Map<String, Object> deleteTag(Fields fields) {
        TrackedRun run = active(fields);
        String tag = fields.required("key");
        if (!runs.removeTag(run.id(), tag)) {
            throw MlflowError.missing("No tag with name: " + tag + " in run with id " + id(fields));
        }
        return Map.of();
    }

    /** Keeps what the client says of a model it logged where MLflow keeps it: in a tag with one line a model. */
    @PostMapping("/runs/log-model")
    Map<String, Object> logModel(Fields fields) {
        TrackedRun run = writable(fields);
        String model = fields.required("model_json");
        ArrayNode logged = json("model_json", () ->
                (ArrayNode) JSON.readTree(runs.data(run.id()).tags().getOrDefault(LOGGED_MODELS, "[]")));
        logged.add(json("model_json", () -> JSON.readTree(model)));
        runs.log(run.id(), new Batch(List.of(), Map.of(), Map.of(LOGGED_MODELS, logged.toString()), null));
        return Map.of();
    }

    private static <T> T json(String field, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JacksonException e) {
            throw MlflowError.invalid(
                    "Invalid value for parameter '" + field + "': expected JSON, got " + e.getOriginalMessage() + ".");
        }
    }

    @PostMapping("/runs/log-inputs")
    Map<String, Object> logInputs(Fields fields) {
        TrackedRun run = writable(fields);
        List<RunData.Input> inputs = new ArrayList<>();
        for (Fields each : fields.objects("datasets")) {
            Fields dataset = each.object("dataset");
            if (dataset == null) {
                throw MlflowError.invalid("Missing value for required parameter '" + each.where("dataset") + "'.");
            }
            Map<String, String> tags = tags(each.objects("tags"));
            inputs.add(new RunData.Input(
                    dataset.required("name"),
                    dataset.required("digest"),
                    dataset.required("source_type"),
                    dataset.required("source"),
                    dataset.text("schema"),
                    dataset.text("profile"),
                    tags.get(Wire.CONTEXT)));
        }
        runs.inputs(run.id(), inputs);
        return Map.of();
    }

    @GetMapping("/metrics/get-history")
    Map<String, Object> history(Fields fields) {
        TrackedRun run = find(runs, fields);
        String metric = fields.required("metric_key");
        Paging paging = Paging.of(fields, Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1);
        List<Runs.Metric> found = runs.history(run.id(), metric, paging.query());
        return Wire.page("metrics", paging.cut(found).stream().map(Wire::metric).toList(), paging.next(found));
    }

    private RunGroup experiment(TrackedRun run) {
        return experiments.find(run.experiment()).orElseThrow();
    }

    private static String id(Fields fields) {
        String id = fields.text("run_id", "");
        return id.isEmpty() ? fields.text("run_uuid", "") : id;
    }

    static TrackedRun find(Runs runs, Fields fields) {
        String id = id(fields);
        if (id.isEmpty()) {
            throw MlflowError.invalid("Missing value for required parameter 'run_id'.");
        }
        return find(runs, id);
    }

    static TrackedRun find(Runs runs, String id) {
        String digits = id.replace("-", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{32}")) {
            throw missing(id);
        }
        UUID uuid = new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
        return runs.find(uuid).orElseThrow(() -> missing(id));
    }

    private static MlflowError missing(String id) {
        return MlflowError.missing("Run '" + id + "' not found");
    }

    private TrackedRun active(Fields fields) {
        TrackedRun run = find(runs, fields);
        if (run.deleted()) {
            throw MlflowError.invalid(
                    "The run " + id(fields) + " must be in the 'active' state. Current state is deleted.");
        }
        return run;
    }

    private TrackedRun writable(Fields fields) {
        TrackedRun run = active(fields);
        if (run.pipeline() != null) {
            throw MlflowError.state("The run " + id(fields) + " is one of the pipeline of "
                    + run.pipeline().model() + ", which alone writes to it. Log to a run of your own, or set a tag.");
        }
        return run;
    }
}
