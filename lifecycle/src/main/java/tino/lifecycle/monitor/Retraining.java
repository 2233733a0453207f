package tino.lifecycle.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.Runs;

/**
 * Trains a model anew from what is recent because something that watches it asks so; the rest goes the ordinary way, through
 * the gate and the rollout. The reason is kept with the run, and is how one who asks knows that it was asked already.
 */
public final class Retraining {
    private static final Logger log = LoggerFactory.getLogger(Retraining.class);

    private final Runs runs;
    private final Pipelines pipelines;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(ModelPipeline<?, ?> pipeline, Duration learnFrom) {}

    public Retraining(Runs runs, Pipelines pipelines, InstantSource clock) {
        this.runs = runs;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    /** From now on this model may be asked for. @param learnFrom decisions of so long back are learned from */
    public void know(ModelPipeline<?, ?> pipeline, Duration learnFrom) {
        known.put(pipeline.model(), new Known(pipeline, learnFrom));
    }

    /** Whether a run of the model with a reason that begins so was started at that time or later. */
    public boolean asked(String model, String reason, Instant since) {
        return runs.runs(model).stream()
                .anyMatch(run ->
                        run.reason().startsWith(reason) && !run.startedAt().isBefore(since));
    }

    /**
     * Trains, and returns when that is over.
     *
     * @throws IllegalArgumentException if the model is not known here
     */
    public RunResult ask(String model, String reason) {
        Known of = known.get(model);
        if (of == null) {
            throw new IllegalArgumentException("There is no model '" + model + "' that is trained here, there are "
                    + known.keySet().stream().sorted().toList() + ".");
        }
        log.warn("{}: {}.", model, reason);
        return pipelines.run(of.pipeline, Period.endingAt(clock.instant(), of.learnFrom), reason, Progress.SILENT);
    }

    /**
     * Trains, unless it was done for this champion within the rest, or is being done.
     *
     * @param cause what the reasons of all such runs begin with
     * @param reason kept with the run; begins with the cause
     * @return empty if nothing was begun
     */
    Optional<RunResult> ask(AliasChange promoted, String cause, String reason, Duration rest) {
        Instant rested = clock.instant().minus(rest).plusMillis(1);
        if (asked(promoted.model(), cause, promoted.at().isAfter(rested) ? promoted.at() : rested)) {
            return Optional.empty();
        }
        return Optional.of(ask(promoted.model(), reason)).filter(result -> result.outcome() != RunOutcome.BUSY);
    }
}
