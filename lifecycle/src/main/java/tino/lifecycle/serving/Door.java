package tino.lifecycle.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;

/** The door to one model: the live version, its time budget, the fallback, the counting. */
final class Door<M> implements Served<M>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Door.class);

    private final ModelPipeline<?, M> pipeline;
    private final Registry registry;
    private final Timer answers;
    private final Counter loadFailures;
    private final Map<Fallback, Counter> fallbacks = new EnumMap<>(Fallback.class);
    private volatile @Nullable LiveModel<M> live;
    /** The version that could not be read, so that it is reported once and not every second. */
    private @Nullable Integer broken;

    Door(ModelPipeline<?, M> pipeline, Registry registry, MeterRegistry metrics) {
        this.pipeline = pipeline;
        this.registry = registry;
        String model = pipeline.model();
        this.answers = Timer.builder("tino.serving.answers")
                .description("Time of the model per decision, within its budget")
                .tag("model", model)
                .publishPercentileHistogram()
                .register(metrics);
        this.loadFailures = Counter.builder("tino.serving.load.failures")
                .description("Champions that could not be read")
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
                .description("Number of the version that answers, 0 if none does")
                .tag("model", model)
                .register(metrics);
    }

    private int liveNumber() {
        LiveModel<M> current = live;
        return current == null ? 0 : current.number();
    }

    @Override
    public <A> Answer<A> answer(
            UUID decision, Function<? super M, ? extends A> withModel, Supplier<? extends A> fallback) {
        LiveModel<M> current = live;
        if (current == null) {
            return fallBack(Fallback.NO_MODEL, fallback);
        }
        long start = System.nanoTime();
        try {
            A value = current.within(pipeline.serving().budget(), withModel);
            answers.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return new Answer<>(value, current.number(), null);
        } catch (TimeoutException e) {
            log.warn(
                    "{} version {} took longer than {} for decision {}; the fallback answered.",
                    pipeline.model(),
                    current.number(),
                    pipeline.serving().budget(),
                    decision);
            return fallBack(Fallback.TOO_SLOW, fallback);
        } catch (ExecutionException e) {
            log.warn(
                    "{} version {} failed on decision {}; the fallback answered.",
                    pipeline.model(),
                    current.number(),
                    decision,
                    e.getCause());
            return fallBack(Fallback.FAILED, fallback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fallBack(Fallback.FAILED, fallback);
        }
    }

    private <A> Answer<A> fallBack(Fallback reason, Supplier<? extends A> fallback) {
        Objects.requireNonNull(fallbacks.get(reason)).increment();
        return new Answer<>(fallback.get(), null, reason);
    }

    /**
     * Brings the champion behind the door, loaded and warm before it takes over. One that cannot be read leaves the old one
     * in place.
     */
    synchronized void refresh() {
        Optional<ModelVersion> champion = registry.champion(pipeline.model());
        LiveModel<M> old = live;
        if (champion.isEmpty()) {
            live = null;
            retire(old);
            return;
        }
        ModelVersion version = champion.get();
        if (old != null && old.number() == version.number()) {
            broken = null;
            return;
        }
        if (broken != null && broken == version.number()) {
            return;
        }
        try {
            M model = registry.load(version, pipeline.format());
            pipeline.warmUp(model);
            live = new LiveModel<>(model, version.number(), pipeline.model());
            broken = null;
            retire(old);
            log.info("{} is answered by version {}.", pipeline.model(), version.number());
        } catch (Exception e) {
            broken = version.number();
            loadFailures.increment();
            log.error(
                    "{} version {} cannot be served, {} goes on answering. {}",
                    pipeline.model(),
                    version.number(),
                    old == null ? "the fallback" : "version " + old.number(),
                    e.getMessage(),
                    e);
        }
    }

    private static void retire(@Nullable LiveModel<?> old) {
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized void close() {
        LiveModel<M> old = live;
        live = null;
        retire(old);
    }
}
