package tino.lifecycle.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.event.Answered;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.experiment.StableShare;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Speed;

/** The door to one model: who answers, the time budget, the fallback, the shadows, the counting. */
final class Door<M> implements Served<M>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    /** Versions that answered before and may be wanted back at once. */
    private static final int KEPT = 2;

    private final ModelPipeline<?, M> pipeline;
    private final Registry registry;
    private final Rollouts rollouts;
    private final Experiments experiments;
    private final Shadows shadows;
    private final Timer answers;
    private final Counter loadFailures;
    /** Questions that were the champion's to answer, whether it could or not. */
    private final LongAdder asked = new LongAdder();

    private final Map<Fallback, Counter> fallbacks = new EnumMap<>(Fallback.class);
    private volatile Cast<M> cast = Cast.empty();
    /** The fallback's own figures, where it is the control. */
    private final Recent fallbackRecent = new Recent();

    private final Map<Integer, LiveModel<M>> loaded = new HashMap<>();
    /** Champions of this process, the newest last. */
    private final List<Integer> former = new ArrayList<>();
    /** Versions with a part that could not be read, so that each is tried and reported once and not every second. */
    private volatile Set<Integer> broken = Set.of();

    Door(
            ModelPipeline<?, M> pipeline,
            Registry registry,
            Rollouts rollouts,
            Experiments experiments,
            Shadows shadows,
            MeterRegistry metrics) {
        this.pipeline = pipeline;
        this.registry = registry;
        this.rollouts = rollouts;
        this.experiments = experiments;
        this.shadows = shadows;
        String model = pipeline.model();
        this.answers = Timer.builder("tino.serving.answers")
                .description("Time of the model per decision, within its budget")
                .tag("model", model)
                .publishPercentileHistogram()
                .register(metrics);
        this.loadFailures = Counter.builder("tino.serving.load.failures")
                .description("Versions that were to be served and could not be read")
                .tag("model", model)
                .register(metrics);
        for (Fallback reason : Fallback.values()) {
            fallbacks.put(
                    reason,
                    Counter.builder("tino.serving.fallbacks")
                            .description("Decisions answered by the fallback")
                            .tag("model", model)
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
        Gauge.builder("tino.serving.version", this, Door::liveNumber)
                .description("Number of the champion that answers, 0 if none does")
                .tag("model", model)
                .register(metrics);
        Gauge.builder("tino.serving.trial.percent", this, Door::trialPercent)
                .description("Share of the answers that a version on trial gives")
                .tag("model", model)
                .register(metrics);
    }

    String model() {
        return pipeline.model();
    }

    long asked() {
        return asked.sum();
    }

    private int liveNumber() {
        LiveModel<M> champion = cast.champion();
        return champion == null ? 0 : champion.number();
    }

    private int trialPercent() {
        Cast.Trial<M> trial = cast.trial();
        return trial == null ? 0 : trial.rollout().percent();
    }

    @Override
    public <A> Answer<A> answer(Decision decision, Question<? super M, A> question) {
        Cast<M> now = cast;
        Cast.Comparison<M> two = now.interleaved(decision);
        if (two != null) {
            return interleaved(decision, question, two);
        }
        Cast.Part<M> part = now.part(decision);
        if (part.model() != null && part.model() == now.champion()) {
            asked.increment();
        }
        Answer<A> answer = ask(decision, question, part.model(), part.arm(), part.byExperiment());
        boolean byTrial = now.trial() != null && part.model() == now.trial().model();
        if (!byTrial && !now.shadows().isEmpty()) {
            shadow(decision, question, answer.value(), now.shadows());
        }
        return answer;
    }

    private <A> Answer<A> ask(
            Decision decision,
            Question<? super M, A> question,
            @Nullable LiveModel<M> live,
            @Nullable String arm,
            boolean byExperiment) {
        long start = System.nanoTime();
        if (live == null) {
            Answer<A> answer = fallBack(question, byExperiment ? Fallback.EXPERIMENT : Fallback.NO_MODEL, arm);
            fallbackRecent.add(System.nanoTime() - start, false);
            return answer;
        }
        Fallback failure;
        try {
            A value = live.within(pipeline.serving().budget(), question::by);
            long took = System.nanoTime() - start;
            answers.record(took, TimeUnit.NANOSECONDS);
            live.recent().add(took, false);
            return new Answer<>(value, new Answered(pipeline.model(), live.number(), arm, micros(took)), null);
        } catch (TimeoutException e) {
            log.warn(
                    "{} version {} took longer than {} for decision {}; the fallback answered.",
                    pipeline.model(),
                    live.number(),
                    pipeline.serving().budget(),
                    decision.id());
            failure = Fallback.TOO_SLOW;
        } catch (ExecutionException e) {
            log.warn(
                    "{} version {} failed on decision {}; the fallback answered.",
                    pipeline.model(),
                    live.number(),
                    decision.id(),
                    e.getCause());
            failure = Fallback.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Fallback.FAILED;
        }
        live.recent().add(System.nanoTime() - start, true);
        return fallBack(question, failure, arm);
    }

    private static int micros(long nanos) {
        return (int) Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), Integer.MAX_VALUE);
    }

    private <A> Answer<A> fallBack(Question<? super M, A> question, Fallback reason, @Nullable String arm) {
        Objects.requireNonNull(fallbacks.get(reason)).increment();
        return new Answer<>(question.fallback(), new Answered(pipeline.model(), null, arm), reason);
    }

    /** If one of the two fails, the other's answer would favour it: the fallback answers, outside the experiment. */
    private <A> Answer<A> interleaved(Decision decision, Question<? super M, A> question, Cast.Comparison<M> two) {
        Experiment experiment = two.experiment();
        Answer<A> a = ask(decision, question, two.a(), null, true);
        Answer<A> b = ask(decision, question, two.b(), null, true);
        if (failed(a) || failed(b)) {
            return failed(a) ? a : b;
        }
        double draw = StableShare.of(experiment.id().toString(), decision.id().toString());
        A value = question.interleave(a.value(), b.value(), new SplittableRandom(Double.doubleToLongBits(draw)));
        return new Answer<>(value, new Answered(pipeline.model(), null, experiment.arm(null)), null);
    }

    private static boolean failed(Answer<?> answer) {
        return answer.fallback() != null && answer.fallback() != Fallback.EXPERIMENT;
    }

    private <A> void shadow(
            Decision decision, Question<? super M, A> question, A answered, List<Cast.Trial<M>> trials) {
        RolloutPolicy.Shadow policy = pipeline.rollout().shadow();
        double share = policy == null ? 0 : policy.share();
        if (!decision.shadowed() && StableShare.of("shadow", decision.id().toString()) >= share) {
            return;
        }
        for (Cast.Trial<M> trial : trials) {
            shadows.offer(() -> {
                long start = System.nanoTime();
                A unseen = question.by(trial.model().model());
                long micros = (System.nanoTime() - start) / 1_000;
                List<ShadowLog.Item> items = question.compare(answered, unseen);
                return items.isEmpty()
                        ? null
                        : new ShadowLog.Case(trial.rollout().id(), decision.id(), decision.subject(), micros, items);
            });
        }
    }

    @Override
    public M version(int number) throws IOException {
        synchronized (this) {
            LiveModel<M> known = loaded.get(number);
            if (known != null) {
                return known.model();
            }
        }
        ModelVersion version = registry.version(pipeline.model(), number)
                .orElseThrow(() -> new IllegalArgumentException("Expected a version of " + pipeline.model()
                        + ", there is no " + number + "; there are "
                        + registry.versions(pipeline.model()).stream()
                                .map(ModelVersion::number)
                                .toList() + "."));
        return registry.load(version, pipeline.format());
    }

    @Override
    public Optional<Champion<M>> champion() {
        LiveModel<M> champion = cast.champion();
        return champion == null
                ? Optional.empty()
                : Optional.of(new Champion<>(
                        champion.number(),
                        champion.model(),
                        champion.version().metrics(),
                        champion.version().dataset(),
                        champion.version().createdAt()));
    }

    Speed trialSpeed(Rollout rollout) {
        if (broken.contains(rollout.version())) {
            return new Speed(0, 0, Double.NaN, false);
        }
        Cast.Trial<M> trial = cast.trial();
        return trial != null && trial.rollout().id().equals(rollout.id())
                ? trial.model().recent().speed(true)
                : Speed.UNKNOWN;
    }

    Speed championSpeed() {
        LiveModel<M> champion = cast.champion();
        return (champion == null ? fallbackRecent : champion.recent()).speed(true);
    }

    /**
     * Brings everybody who has a part behind the door, loaded and warm before they take it. A champion that cannot be read
     * leaves the old one in place; any other simply gets no part.
     */
    synchronized void refresh() {
        // Trials first: one that becomes champion in between is seen twice, not never.
        List<Rollout> trials = rollouts.open(pipeline.model());
        Integer champion =
                registry.champion(pipeline.model()).map(ModelVersion::number).orElse(null);
        Experiment experiment = experiments.running(pipeline.model()).orElse(null);
        Cast<M> old = cast;
        Set<Integer> unreadable = new HashSet<>();

        LiveModel<M> first = champion == null ? null : load(champion, unreadable);
        if (champion != null && first == null) {
            first = old.champion();
        }
        Cast.Trial<M> trial = null;
        List<Cast.Trial<M>> unseen = new ArrayList<>();
        for (Rollout rollout : trials) {
            LiveModel<M> model = load(rollout.version(), unreadable);
            if (model != null && rollout.stage() == Stage.CANARY) {
                trial = new Cast.Trial<>(rollout, model);
            } else if (model != null) {
                unseen.add(new Cast.Trial<>(rollout, model));
            }
        }
        cast = new Cast<>(first, trial, List.copyOf(unseen), comparison(experiment, unreadable));
        broken = Set.copyOf(unreadable);
        if (first != null && (former.isEmpty() || former.getLast() != first.number())) {
            former.remove(Integer.valueOf(first.number()));
            former.add(first.number());
            log.info("{} is answered by version {}.", pipeline.model(), first.number());
        }
        letGo();
    }

    private Cast.@Nullable Comparison<M> comparison(@Nullable Experiment experiment, Set<Integer> unreadable) {
        if (experiment == null || experiment.kind() == Experiment.Kind.INTERLEAVED && !pipeline.interleaves()) {
            return null;
        }
        LiveModel<M> a = experiment.a() == null ? null : load(experiment.a(), unreadable);
        LiveModel<M> b = experiment.b() == null ? null : load(experiment.b(), unreadable);
        boolean whole = (a != null || experiment.a() == null) && (b != null || experiment.b() == null);
        return whole ? new Cast.Comparison<>(experiment, a, b) : null;
    }

    /** @param unreadable takes the number if the version cannot be served; a database that does not answer says nothing of it */
    private @Nullable LiveModel<M> load(int number, Set<Integer> unreadable) {
        LiveModel<M> known = loaded.get(number);
        if (known != null) {
            return known;
        }
        if (broken.contains(number) || unreadable.contains(number)) {
            unreadable.add(number);
            return null;
        }
        Optional<ModelVersion> found = registry.version(pipeline.model(), number);
        try {
            ModelVersion version = found.orElseThrow(() -> new IOException("It was deleted from the registry."));
            M model = registry.load(version, pipeline.format());
            pipeline.warmUp(model);
            LiveModel<M> live = new LiveModel<>(model, version);
            loaded.put(number, live);
            return live;
        } catch (Exception | LinkageError | VirtualMachineError e) {
            // Whatever a file makes of its reader, the others behind the door must not suffer.
            unreadable.add(number);
            loadFailures.increment();
            log.error("{} version {} cannot be served. {}", pipeline.model(), number, e.getMessage(), e);
            return null;
        }
    }

    /** Closes what has no part and is not likely to be wanted back. */
    private void letGo() {
        Set<Integer> wanted = new HashSet<>(former.subList(Math.max(0, former.size() - KEPT), former.size()));
        Cast<M> now = cast;
        if (now.trial() != null) {
            wanted.add(now.trial().model().number());
        }
        now.shadows().forEach(trial -> wanted.add(trial.model().number()));
        Cast.Comparison<M> two = now.experiment();
        if (two != null) {
            for (LiveModel<M> model : parts(two)) {
                wanted.add(model.number());
            }
        }
        loaded.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().close();
            }
            return unwanted;
        });
    }

    private static <M> Collection<LiveModel<M>> parts(Cast.Comparison<M> two) {
        List<LiveModel<M>> parts = new ArrayList<>();
        if (two.a() != null) {
            parts.add(two.a());
        }
        if (two.b() != null) {
            parts.add(two.b());
        }
        return parts;
    }

    @Override
    public synchronized void close() {
        cast = Cast.empty();
        loaded.values().forEach(LiveModel::close);
        loaded.clear();
    }
}
