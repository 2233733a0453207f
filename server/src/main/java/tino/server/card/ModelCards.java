package tino.server.card;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.gate.RecordedVerdict;
import tino.lifecycle.pipeline.EvaluationReport;
import tino.lifecycle.pipeline.Evaluations;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RegisteredModel;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Rollouts;
import tino.server.console.CheckRow;
import tino.server.console.Evidence;

/** Gathers cards from everything that is recorded. */
public final class ModelCards {
    private final Registry registry;
    private final Rollouts rollouts;
    private final Runs runs;
    private final Evaluations evaluations;
    private final Lake lake;
    private final Map<String, ModelPipeline<?, ?>> pipelines;
    private final DriftSince drift;
    private final InstantSource clock;

    /** @param pipelines by model; of models that clients train there is none */
    public ModelCards(
            Registry registry,
            Rollouts rollouts,
            Runs runs,
            Evaluations evaluations,
            Lake lake,
            Map<String, ModelPipeline<?, ?>> pipelines,
            DriftSince drift,
            InstantSource clock) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.runs = runs;
        this.evaluations = evaluations;
        this.lake = lake;
        this.pipelines = Map.copyOf(pipelines);
        this.drift = drift;
        this.clock = clock;
    }

    /** Empty if there is no such version. */
    public Optional<ModelCard> of(String model, int number) {
        return registry.version(model, number).map(this::of);
    }

    private ModelCard of(ModelVersion version) {
        String model = version.model();
        int number = version.number();
        Optional<RunData> data = Optional.ofNullable(version.run()).map(runs::data);
        Dataset dataset = Optional.ofNullable(version.dataset())
                .flatMap(hash -> lake.dataset(model, hash))
                .orElse(null);
        Columns columns = columns(model, dataset);
        EvaluationReport evaluation =
                Optional.ofNullable(version.run()).flatMap(evaluations::of).orElse(null);
        RecordedVerdict verdict = registry.gates().verdicts(model).stream()
                .filter(one -> Objects.equals(one.number(), number))
                .findFirst()
                .orElse(null);
        List<AliasChange> history = history(version);
        return new ModelCard(
                version,
                clock.instant(),
                registry.aliases(model).entrySet().stream()
                        .filter(alias -> alias.getValue() == number)
                        .map(Map.Entry::getKey)
                        .toList(),
                registry.model(model).map(RegisteredModel::description).orElse(""),
                written(version),
                dataset,
                columns.known(),
                columns.unreadable(),
                Optional.ofNullable(version.run()).flatMap(runs::run).orElse(null),
                Optional.ofNullable(version.run())
                        .flatMap(runs::find)
                        .filter(run -> run.pipeline() == null)
                        .orElse(null),
                data.map(RunData::inputs).orElse(List.of()),
                evaluation,
                measures(version, evaluation, data.orElse(null)),
                groups(evaluation),
                verdict,
                verdict == null
                        ? List.of()
                        : verdict.verdict().findings().stream()
                                .map(CheckRow::of)
                                .toList(),
                registry.gates().overrides(model).stream()
                        .filter(override -> override.number() == number)
                        .toList(),
                trials(version),
                history,
                replaced(version, history),
                drift.of(version).orElse(null));
    }

    private static Map<String, String> written(ModelVersion version) {
        Map<String, String> written = new TreeMap<>();
        version.card().tags().forEach((name, text) -> {
            if (name.startsWith(ModelCard.TAG) && !text.isBlank()) {
                written.put(name.substring(ModelCard.TAG.length()), text);
            }
        });
        return written;
    }

    private record Columns(
            List<ModelCard.Column> known, @Nullable String unreadable) {}

    /** A card has to be had though the data are damaged; it says so then. */
    private Columns columns(String model, @Nullable Dataset dataset) {
        if (dataset == null) {
            return new Columns(List.of(), null);
        }
        ModelPipeline<?, ?> pipeline = pipelines.get(model);
        Map<String, String> meanings = pipeline == null ? Map.of() : pipeline.columns();
        try {
            return new Columns(
                    lake.profile(dataset).stream()
                            .map(profile -> new ModelCard.Column(profile, meanings.get(profile.name())))
                            .toList(),
                    null);
        } catch (UncheckedIOException e) {
            return new Columns(List.of(), e.getMessage());
        }
    }

    /** Of versions from before evaluations were kept, the means that were logged. */
    private static List<ModelCard.Measure> measures(
            ModelVersion version, @Nullable EvaluationReport evaluation, @Nullable RunData data) {
        if (evaluation != null) {
            return evaluation.measures().stream()
                    .map(measure -> new ModelCard.Measure(
                            measure.metric(),
                            measure.figure().mean(),
                            measure.figure(),
                            measure.champion(),
                            measure.overChampion(),
                            measure.fallback(),
                            measure.overFallback()))
                    .toList();
        }
        Map<String, Double> logged = new TreeMap<>();
        if (data != null) {
            data.metrics().forEach(metric -> logged.put(metric.name(), metric.value()));
        }
        Map<String, Double> own = version.metrics().isEmpty() ? logged : new TreeMap<>(version.metrics());
        List<ModelCard.Measure> measures = new ArrayList<>();
        own.forEach((metric, value) -> measures.add(new ModelCard.Measure(
                metric, value, null, logged.get("champion." + metric), null, logged.get("fallback." + metric), null)));
        return List.copyOf(measures);
    }

    private static List<ModelCard.Group> groups(@Nullable EvaluationReport evaluation) {
        Map<List<String>, List<EvaluationReport.GroupMeasure>> groups = new LinkedHashMap<>();
        if (evaluation != null) {
            evaluation
                    .groups()
                    .forEach(group -> groups.computeIfAbsent(
                                    List.of(group.attribute(), group.metric()), _ -> new ArrayList<>())
                            .add(group));
        }
        return groups.entrySet().stream()
                .map(group -> new ModelCard.Group(
                        group.getKey().getFirst(), group.getKey().getLast(), List.copyOf(group.getValue())))
                .toList();
    }

    private List<ModelCard.Trial> trials(ModelVersion version) {
        return rollouts.all(version.model()).stream()
                .filter(rollout -> rollout.version() == version.number())
                .map(rollout -> new ModelCard.Trial(
                        rollout,
                        rollouts.transitions(rollout.id()).stream()
                                .map(step -> new ModelCard.Step(step, Evidence.of(step.evidence())))
                                .toList()))
                .toList();
    }

    private List<AliasChange> history(ModelVersion version) {
        return Stream.concat(
                        Stream.of(Registry.CHAMPION, Registry.CHALLENGER),
                        registry.aliases(version.model()).keySet().stream())
                .distinct()
                .flatMap(alias -> registry.history(version.model(), alias).stream())
                .filter(change ->
                        change.number() == version.number() || Objects.equals(change.previous(), version.number()))
                .sorted(Comparator.comparing(AliasChange::at))
                .toList();
    }

    private ModelCard.@Nullable Replaced replaced(ModelVersion version, List<AliasChange> history) {
        return history.stream()
                .filter(change -> change.alias().equals(Registry.CHAMPION)
                        && change.action() == AliasChange.Action.ASSIGNED
                        && change.number() == version.number())
                .findFirst()
                .map(change -> replaced(version, change))
                .orElse(null);
    }

    private ModelCard.Replaced replaced(ModelVersion version, AliasChange change) {
        Integer before = change.previous();
        if (before == null || registry.version(version.model(), before).isEmpty()) {
            return new ModelCard.Replaced(before, change.at(), List.of(), 0);
        }
        List<Comparison.Line> differences =
                registry.compare(version.model(), before, version.number()).differences();
        List<Comparison.Line> shown = differences.stream()
                .filter(line -> line.kind() != Comparison.Kind.LIBRARY && line.kind() != Comparison.Kind.FILE)
                .toList();
        return new ModelCard.Replaced(before, change.at(), shown, differences.size() - shown.size());
    }
}
