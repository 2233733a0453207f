package tino.language.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tino.language.benchmark.Benchmark;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.Batch;
import tino.lifecycle.registry.Condition;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.RunStatus;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

/**
 * Evaluations as runs of the group {@value #GROUP}, seen like all others on the page of runs and through MLflow's protocol: the settings as
 * parameters, figures as metrics ({@code f1}, {@code f1.low}, {@code f1.high}, {@code category/<name>/f1}, {@code difficulty/<name>/f1}), the
 * benchmark as input with its hash, the whole result as the artifact {@value #FILE}.
 */
public final class EvaluationRuns {
    public static final String GROUP = "assistant-evaluation";
    static final String FILE = "evaluation.jsonl";

    private static final String BENCHMARK = "benchmark";
    private static final String HASH = "benchmark.hash";
    private static final String SYSTEM = "system";
    private static final int LONGEST_NAME = 250;

    private final Runs runs;
    private final RunGroups groups;
    private final ArtifactStore artifacts;
    private final InstantSource clock;

    public EvaluationRuns(Runs runs, RunGroups groups, ArtifactStore artifacts, InstantSource clock) {
        this.runs = runs;
        this.groups = groups;
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /**
     * Begins a run, so that it is seen while it goes on; {@link #finish} or {@link #fail} ends it.
     *
     * @param system who answers
     * @param user who has it done, {@code null} if nobody says
     * @param parameters what figures may depend on: model, version of the knowledge, thresholds
     */
    public UUID start(Benchmark benchmark, String system, @Nullable String user, Map<String, String> parameters) {
        String hash = benchmark.hash();
        UUID run = runs.create(
                group(),
                system + " on " + benchmark.name(),
                user,
                null,
                Map.of(BENCHMARK, benchmark.name(), HASH, hash, SYSTEM, system));
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(BENCHMARK, benchmark.name());
        all.put("benchmark.version", benchmark.version());
        all.put(SYSTEM, system);
        all.put("questions", Integer.toString(benchmark.questions().size()));
        runs.log(run, new Batch(List.of(), all, Map.of(), null));
        runs.inputs(
                run,
                List.of(new RunData.Input(
                        benchmark.name(), hash, BENCHMARK, benchmark.name(), null, null, "evaluation")));
        return run;
    }

    /** For {@link AnswerEvaluation#run}: shown on the page of runs, at most a hundred times. */
    public AnswerEvaluation.Progress progress(UUID run) {
        return (questions, of) -> {
            if (questions == of || questions * 100L / of > (questions - 1) * 100L / of) {
                runs.progress(run, (double) questions / of, questions + " / " + of);
            }
        };
    }

    /** Keeps the result and ends the run. @throws IOException if the file cannot be kept; then the run is marked as failed */
    public void finish(UUID run, EvaluationResult result) throws IOException {
        Path file = Files.createTempFile("evaluation-", ".jsonl");
        try {
            EvaluationFile.write(result, file);
            try (InputStream in = Files.newInputStream(file)) {
                artifacts.put(path(run), in);
            }
        } catch (IOException e) {
            fail(run, "The result could not be kept: " + e.getMessage());
            throw e;
        } finally {
            Files.deleteIfExists(file);
        }
        runs.log(run, new Batch(metrics(result.summary()), result.head().settings(), Map.of(), null));
        runs.update(run, RunStatus.FINISHED, clock.instant(), null);
    }

    public void fail(UUID run, String why) {
        runs.log(run, new Batch(List.of(), Map.of(), Map.of("error", why), null));
        runs.update(run, RunStatus.FAILED, clock.instant(), null);
    }

    /** What a finished run came to. @throws IOException if its file is missing or damaged */
    public EvaluationResult read(UUID run) throws IOException {
        ArtifactStore.Artifact artifact = artifacts
                .find(path(run))
                .orElseThrow(() -> new IOException("Expected the result of an evaluation in the run " + run
                        + ", it has none. Runs with one are in the group " + GROUP + "."));
        return EvaluationFile.read(artifacts.read(artifact));
    }

    /** The run before this one that finished on the same benchmark, by content, whoever answered. */
    public Optional<UUID> previous(UUID run) {
        TrackedRun of = runs.find(run)
                .orElseThrow(() -> new IllegalArgumentException("Expected the id of a run, got " + run + "."));
        String hash = runs.data(run).tags().getOrDefault(HASH, "");
        return finished(hash, of.startedAt().toEpochMilli()).stream()
                .map(TrackedRun::id)
                .filter(id -> !id.equals(run))
                .findFirst();
    }

    /** The newest finished run on a benchmark. @param hash {@link Benchmark#hash()} */
    public Optional<UUID> latest(String hash) {
        return finished(hash, Long.MAX_VALUE).stream().map(TrackedRun::id).findFirst();
    }

    private List<TrackedRun> finished(String hash, long startedAtMost) {
        return groups.named(GROUP)
                .map(group -> runs.search(
                        List.of(group.id()),
                        List.of(
                                new Condition(
                                        Condition.Subject.TAG,
                                        HASH,
                                        Condition.Operator.EQUAL,
                                        new Condition.Value.Text(hash)),
                                new Condition(
                                        Condition.Subject.ATTRIBUTE,
                                        "status",
                                        Condition.Operator.EQUAL,
                                        new Condition.Value.Text(RunStatus.FINISHED.name())),
                                new Condition(
                                        Condition.Subject.ATTRIBUTE,
                                        "start_time",
                                        Condition.Operator.AT_MOST,
                                        new Condition.Value.Number(startedAtMost + 1.0))),
                        List.of(new Condition.Order(Condition.Subject.ATTRIBUTE, "start_time", false)),
                        false,
                        new Condition.Page(2, 0)))
                .orElse(List.of());
    }

    private long group() {
        Optional<RunGroup> known = groups.named(GROUP);
        if (known.isEmpty()) {
            try {
                return groups.create(GROUP, null, Map.of());
            } catch (DuplicateKeyException e) {
                return groups.named(GROUP).orElseThrow(() -> e).id();
            }
        }
        if (known.get().deleted()) {
            groups.delete(known.get().id(), false);
        }
        return known.get().id();
    }

    private String path(UUID run) {
        long group = runs.find(run)
                .orElseThrow(() -> new IllegalArgumentException("Expected the id of a run, got " + run + "."))
                .experiment();
        return group + "/" + run.toString().replace("-", "") + "/artifacts/" + FILE;
    }

    private static List<Runs.Metric> metrics(Summary summary) {
        List<Runs.Metric> metrics = new ArrayList<>();
        metrics.add(new Runs.Metric("failed", 0, summary.failed()));
        summary.all().forEach((measure, figure) -> {
            metrics.add(new Runs.Metric(measure, 0, figure.mean()));
            metrics.add(new Runs.Metric(measure + ".low", 0, figure.low()));
            metrics.add(new Runs.Metric(measure + ".high", 0, figure.high()));
        });
        grouped("category", summary.categories(), metrics);
        grouped("difficulty", summary.difficulties(), metrics);
        return metrics;
    }

    private static void grouped(
            String kind, Map<String, Map<String, Summary.Figure>> groups, List<Runs.Metric> metrics) {
        groups.forEach((group, figures) -> figures.forEach((measure, figure) -> {
            String tail = "/" + measure;
            // What MLflow's clients take for a metric's name.
            String name = (kind + "/" + group).replaceAll("[^\\p{L}\\p{N}_.\\- :/]", "_");
            metrics.add(new Runs.Metric(
                    name.substring(0, Math.min(name.length(), LONGEST_NAME - tail.length())) + tail, 0, figure.mean()));
        }));
    }
}
