package tino.lifecycle.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.CanaryEvidence.Arm;
import tino.lifecycle.rollout.CanaryLog;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.statistic.ConfidenceSequence;
import tino.lifecycle.statistic.Interval;
import tino.lifecycle.statistic.Moments;

/**
 * Watches what comes of a champion's answers, and has the model trained anew when it surely came to less than after its
 * promotion: because people changed, or what they are shown did. Retraining goes the ordinary way, through the gate and the
 * rollout.
 *
 * <p>The time after the baseline is cut into windows. In each the difference to the baseline is followed by a
 * {@link ConfidenceSequence}, which may be looked at always; the windows share the error, the k-th taking the part
 * 1/(k(k + 1)), which add up to one. So a champion that stays as good as it came is called fallen with probability at
 * most 1 − confidence, however long it is watched.
 *
 * <p>Nothing is kept but the run that was asked for: which version is champion since when, the answers and what came of
 * them are read anew at each look.
 */
public final class QualityWatch {
    /** What the reason of a run begins with that was asked for here. */
    public static final String REASON = "quality fell";

    /** Any outcome, and a success among the first. */
    private static final int SHARES = 2;

    private final Registry registry;
    private final Retraining retraining;
    private final CanaryLog answers;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    /** @param outcome the share of the last look, NaN before @param hit likewise */
    private record Watched(
            ModelPipeline<?, ?> pipeline,
            QualityPolicy policy,
            Counter alarms,
            AtomicReference<Double> outcome,
            AtomicReference<Double> hit) {}

    /**
     * A share of a champion's answers that fell.
     *
     * @param what {@code outcome} or {@code hit}
     * @param before the share in the baseline
     * @param now and in the window
     * @param difference its interval, all of it below 0
     */
    public record Fall(String model, int version, String what, double before, double now, Interval difference) {
        /** Why a retraining is asked for. */
        public String reason() {
            return String.format(
                    Locale.ROOT,
                    "%s: answers of version %d with %s were %.1f %% after its promotion and are %.1f %%",
                    REASON,
                    version,
                    what.equals("hit") ? "a success among the first" : "an outcome",
                    100 * before,
                    100 * now);
        }
    }

    /** A fall and the retraining that was asked for. */
    public record Alarm(Fall fall, RunResult retraining) {}

    public QualityWatch(
            Database database,
            Registry registry,
            Runs runs,
            Pipelines pipelines,
            InstantSource clock,
            MeterRegistry metrics) {
        this.registry = registry;
        this.retraining = new Retraining(runs, pipelines, clock);
        this.answers = new CanaryLog(database);
        this.clock = clock;
        this.metrics = metrics;
    }

    /** From now on watches the champions of this model, if anything can come of their answers. */
    public void watch(ModelPipeline<?, ?> pipeline, QualityPolicy policy) {
        if (pipeline.outcomes().grades().isEmpty()) {
            return;
        }
        String model = pipeline.model();
        retraining.know(pipeline, policy.learnFrom());
        Counter alarms = Counter.builder("tino.quality.falls")
                .description("Retrainings asked for because a champion's quality fell")
                .tag("model", model)
                .register(metrics);
        watched.put(model, new Watched(pipeline, policy, alarms, share(model, "outcome"), share(model, "hit")));
    }

    private AtomicReference<Double> share(String model, String what) {
        AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
        Gauge.builder("tino.quality.share", value, AtomicReference::get)
                .description("Share of the champion's answers in the present window that came to something")
                .tag("model", model)
                .tag("what", what)
                .register(metrics);
        return value;
    }

    /** Looks at all champions once; trains those of whom less came than after their promotion. @return these */
    public List<Alarm> look() {
        List<Alarm> alarms = new ArrayList<>();
        watched.forEach((model, of) -> look(model, of).ifPresent(alarms::add));
        return alarms;
    }

    private Optional<Alarm> look(String model, Watched of) {
        List<AliasChange> history = registry.history(model, Registry.CHAMPION);
        if (history.isEmpty() || history.getLast().action() == AliasChange.Action.REMOVED) {
            return Optional.empty();
        }
        AliasChange promoted = history.getLast();
        Optional<Fall> fall = fall(promoted, of);
        if (fall.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunResult> retrained =
                retraining.ask(promoted, REASON, fall.get().reason(), of.policy.rest());
        retrained.ifPresent(_ -> of.alarms.increment());
        return retrained.map(result -> new Alarm(fall.get(), result));
    }

    private Optional<Fall> fall(AliasChange promoted, Watched of) {
        QualityPolicy policy = of.policy;
        Instant ripe = clock.instant().minus(policy.maturity());
        Instant compared = promoted.at().plus(policy.baseline());
        if (!ripe.isAfter(compared)) {
            return Optional.empty();
        }
        long passed =
                Duration.between(compared, ripe).toMillis() / policy.window().toMillis();
        Instant from = compared.plus(policy.window().multipliedBy(passed));
        Arm before = between(promoted, promoted.at(), compared, of.pipeline);
        Arm now = between(promoted, from, ripe, of.pipeline);
        of.outcome.set(now.answers() == 0 ? Double.NaN : now.ctr().mean());
        of.hit.set(now.answers() == 0 ? Double.NaN : now.hit().mean());
        if (before.answers() < policy.answers() || now.answers() < policy.answers()) {
            return Optional.empty();
        }
        long window = passed + 1;
        double error = (1 - policy.confidence()) / SHARES / (window * (window + 1));
        Optional<Fall> outcome = fall(promoted, "outcome", before.ctr(), now.ctr(), policy, error);
        return outcome.isPresent() ? outcome : fall(promoted, "hit", before.hit(), now.hit(), policy, error);
    }

    private static Optional<Fall> fall(
            AliasChange promoted, String what, Moments before, Moments now, QualityPolicy policy, double error) {
        Interval difference = ConfidenceSequence.difference(now, before, 1 - error, 2L * policy.answers());
        return difference.high() < 0 && now.mean() <= (1 - policy.drop()) * before.mean()
                ? Optional.of(
                        new Fall(promoted.model(), promoted.number(), what, before.mean(), now.mean(), difference))
                : Optional.empty();
    }

    private Arm between(AliasChange promoted, Instant from, Instant to, ModelPipeline<?, ?> pipeline) {
        Outcomes outcomes = pipeline.outcomes();
        RolloutPolicy.@Nullable Shadow shadow = pipeline.rollout().shadow();
        int hitAt = Objects.requireNonNullElse(shadow, RolloutPolicy.Shadow.STANDARD)
                .hitAt();
        return answers.answers(promoted.model(), promoted.number(), from, to, outcomes, hitAt);
    }
}
