package tino.lifecycle.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.NamedLock;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.drift.Baselines;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;

/**
 * Runs pipelines: snapshot, split, train, judge challenger, champion and fallback over the same rows, gate, register,
 * release. The same for every model; what differs is in its {@link ModelPipeline}.
 */
public final class Pipelines {
    /** The parameter that says why a run did not compare with the champion; no part of its training. */
    static final String CHAMPION_LEFT_OUT = "champion_left_out";

    private static final Logger log = LoggerFactory.getLogger(Pipelines.class);

    private final Database database;
    private final Lake lake;
    private final Baselines baselines;
    private final Registry registry;
    private final Runs runs;
    private final Evaluations evaluations;
    private final Rollouts rollouts;
    private final RandomGenerator random;
    private final String codeCommit;
    private final MeterRegistry metrics;

    /**
     * @param random gives each run its seed
     * @param codeCommit of this program, kept with what it makes
     */
    public Pipelines(
            Database database,
            Lake lake,
            Baselines baselines,
            Registry registry,
            Runs runs,
            Rollouts rollouts,
            RandomGenerator random,
            String codeCommit,
            MeterRegistry metrics) {
        this.database = database;
        this.lake = lake;
        this.baselines = baselines;
        this.registry = registry;
        this.runs = runs;
        this.evaluations = new Evaluations(database);
        this.rollouts = rollouts;
        this.random = random;
        this.codeCommit = codeCommit;
        this.metrics = metrics;
    }

    /**
     * Runs a pipeline over what was logged in the period. Whatever comes of it is returned and, but for {@code BUSY},
     * written down as a run. What passes the gate is registered and put on trial by the pipeline's {@code RolloutPolicy}.
     *
     * @param reason why: {@code nightly}, a person's name, a monitor
     */
    public <D, M> RunResult run(ModelPipeline<D, M> pipeline, Period period, String reason, Progress progress) {
        long start = System.nanoTime();
        String model = pipeline.model();
        Optional<NamedLock> free = NamedLock.take(database, "tino.run." + model);
        if (free.isEmpty()) {
            String message = "Another server is training " + model + " at this moment; nothing was begun here.";
            return new RunResult(null, model, RunOutcome.BUSY, message, null, null, null, Map.of(), since(start));
        }
        try (NamedLock lock = free.get()) {
            runs.failAbandoned(model);
            UUID id = UUID.randomUUID();
            long seed = random.nextLong();
            runs.start(id, model, reason, period, seed, codeCommit);
            RunResult result = new Execution<>(pipeline, period, reason, progress, id, seed, lock, start).run();
            Timer.builder("tino.pipeline.runs")
                    .description("Runs of pipelines")
                    .tag("model", model)
                    .tag("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                    .register(metrics)
                    .record(result.duration());
            log.info("{}: {}. {}", model, result.outcome(), result.message());
            return result;
        }
    }

    /**
     * Puts a version that is registered already on trial, by another policy than the pipeline's if need be.
     *
     * @return empty if it has to wait, see {@link Rollouts#begin}
     * @throws IllegalArgumentException if there is no such version, or it cannot be used here: its files are damaged, or of
     *     another format or layout than the pipeline's; nothing is begun then
     * @throws tino.lifecycle.rollout.RolloutMoved if it is on trial or champion already
     */
    public <M> Optional<Rollout> trial(
            ModelPipeline<?, M> pipeline, int version, RolloutPolicy policy, String who, String why) {
        Optional<ModelVersion> meant = registry.version(pipeline.model(), version);
        if (meant.isPresent()) {
            try {
                pipeline.warmUp(registry.load(meant.get(), pipeline.format()));
            } catch (IOException | RuntimeException e) {
                throw new IllegalArgumentException(
                        "Version " + version + " of " + pipeline.model() + " cannot go on trial, because it cannot be"
                                + " used here: " + e.getMessage() + " Train it anew, or choose another version.",
                        e);
            }
        }
        return rollouts.begin(pipeline.model(), version, policy, who, why);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** One run and what is known of it so far. */
    private final class Execution<D, M> {
        private final ModelPipeline<D, M> pipeline;
        private final Period period;
        private final String reason;
        private final Progress progress;
        private final UUID id;
        private final RecordedRun run;
        private final NamedLock lock;
        private final long start;
        private final Map<String, Map<String, Double>> means = new LinkedHashMap<>();
        private @Nullable Dataset dataset;
        private @Nullable GateVerdict verdict;

        Execution(
                ModelPipeline<D, M> pipeline,
                Period period,
                String reason,
                Progress progress,
                UUID id,
                long seed,
                NamedLock lock,
                long start) {
            this.pipeline = pipeline;
            this.period = period;
            this.reason = reason;
            this.id = id;
            this.run = new RecordedRun(id, seed, runs, progress);
            this.progress = run::step;
            this.lock = lock;
            this.start = start;
        }

        RunResult run() {
            try {
                progress.at(0, "snapshot");
                return switch (pipeline.snapshot(period, lake)) {
                    case ModelPipeline.Snapshot.TooLittle little ->
                        end(RunOutcome.TOO_LITTLE_DATA, little.reason(), null);
                    case ModelPipeline.Snapshot.Taken taken -> learn(taken.dataset());
                };
            } catch (Exception | LinkageError | OutOfMemoryError e) {
                log.error("The run {} of {} failed.", id, pipeline.model(), e);
                return failed(e);
            }
        }

        private RunResult learn(Dataset taken) throws IOException {
            dataset = taken;
            runs.dataset(id, taken.hash());
            progress.at(0.1, "rows");
            Split<D> split = pipeline.load(taken, lake);
            M challenger = pipeline.train(split, run);
            run.flush();
            progress.at(0.9, "evaluation");
            verdict = judge(challenger, split.test());
            if (!verdict.passed()) {
                registry.gates().record(id, pipeline.model(), null, verdict);
                return end(RunOutcome.REJECTED, verdict.text(), null);
            }
            progress.at(0.97, "registration");
            if (!lock.held()) {
                throw new IllegalStateException(
                        "The database was away while " + pipeline.model()
                                + " was trained, so that another server may train it too; nothing was registered. Run it again.");
            }
            Registered registered = release(challenger, verdict);
            baseline(registered.version());
            progress.at(1, "registered");
            return result(RunOutcome.REGISTERED, registered.message(), registered.version());
        }

        private GateVerdict judge(M challenger, D test) {
            Evaluation ours = judged("challenger", evaluate(challenger, test));
            @Nullable Evaluation theirs = champion(test);
            @Nullable
            Evaluation fallback = pipeline.evaluateFallback(test)
                    .map(evaluation -> judged("fallback", evaluation))
                    .orElse(null);
            run.flush();
            evaluations.record(
                    id,
                    EvaluationReport.of(
                            ours,
                            registry.champion(pipeline.model())
                                    .map(ModelVersion::number)
                                    .orElse(null),
                            theirs,
                            fallback,
                            new SplittableRandom(run.seed())));
            return GateVerdict.of(pipeline.gate(), ours, theirs, fallback, new SplittableRandom(run.seed()));
        }

        /** A champion that cannot be read or does not fit the rows any more must not stand in its successor's way. */
        private @Nullable Evaluation champion(D test) {
            Optional<ModelVersion> champion = registry.champion(pipeline.model());
            if (champion.isEmpty()) {
                return null;
            }
            try {
                M model = registry.load(champion.get(), pipeline.format());
                return judged("champion", evaluate(model, test));
            } catch (IOException | RuntimeException e) {
                log.warn(
                        "The champion, version {} of {}, cannot be judged and is left out.",
                        champion.get().number(),
                        pipeline.model(),
                        e);
                run.parameter(
                        CHAMPION_LEFT_OUT, e.getMessage() == null ? e.getClass().getName() : e.getMessage());
                return null;
            }
        }

        private Evaluation evaluate(M model, D test) {
            Evaluation evaluation = pipeline.evaluate(model, test);
            return pipeline.gate().timed()
                    ? evaluation.timed(AnswerTimes.milliseconds(pipeline.answers(model, test)))
                    : evaluation;
        }

        private Evaluation judged(String who, Evaluation evaluation) {
            Map<String, Double> figures = new LinkedHashMap<>();
            evaluation.samples().keySet().stream().sorted().forEach(metric -> {
                figures.put(metric, evaluation.mean(metric));
                run.metric(who + "." + metric, evaluation.mean(metric), 0);
            });
            means.put(who, figures);
            return evaluation;
        }

        /** The version, its trial and the run's end in one transaction. */
        private Registered release(M challenger, GateVerdict passed) {
            Dataset learned = Objects.requireNonNull(dataset);
            Provenance provenance =
                    new Provenance(learned.hash(), id, Objects.requireNonNull(means.get("challenger")), codeCommit);
            return Objects.requireNonNull(database.transactions().execute(transaction -> {
                ModelVersion version = registry.register(pipeline.model(), challenger, pipeline.format(), provenance);
                registry.gates().record(id, pipeline.model(), version.number(), passed);
                Optional<Rollout> trial =
                        rollouts.begin(pipeline.model(), version.number(), pipeline.rollout(), reason, passed.text());
                Registered registered = new Registered(
                        version,
                        passed.text() + "; " + trial.map(Rollout::place).orElse("waits for its trial"));
                runs.end(id, RunOutcome.REGISTERED, registered.message());
                return registered;
            }));
        }

        /** A version is no worse for want of one; the watch makes it when it needs it. */
        private void baseline(ModelVersion version) {
            try {
                pipeline.inputs().ifPresent(inputs -> baselines.of(version, inputs));
            } catch (RuntimeException e) {
                log.warn("Version {} of {} has no baseline yet.", version.number(), version.model(), e);
            }
        }

        private record Registered(ModelVersion version, String message) {}

        private RunResult failed(Throwable error) {
            String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
            try {
                run.flush();
                return runs.end(id, RunOutcome.FAILED, message)
                        ? result(RunOutcome.FAILED, message, null)
                        : ended(message);
            } catch (RuntimeException notEvenThat) {
                log.error("The failure of run {} could not be written down either.", id, notEvenThat);
                return result(RunOutcome.FAILED, message, null);
            }
        }

        /** The connection broke in the very commit that ended the run: what was committed counts. */
        private RunResult ended(String message) {
            RunRecord record = runs.run(id).orElseThrow();
            return result(
                    record.outcome(),
                    Objects.requireNonNullElse(record.message(), message),
                    registry.versions(pipeline.model()).stream()
                            .filter(version -> id.equals(version.run()))
                            .findFirst()
                            .orElse(null));
        }

        private RunResult end(RunOutcome outcome, String message, @Nullable ModelVersion version) {
            runs.end(id, outcome, message);
            return result(outcome, message, version);
        }

        private RunResult result(RunOutcome outcome, String message, @Nullable ModelVersion version) {
            return new RunResult(
                    id, pipeline.model(), outcome, message, dataset, version, verdict, Map.copyOf(means), since(start));
        }
    }
}
