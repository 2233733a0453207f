package tino.lifecycle.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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

/** Has a model trained anew because a watch asks for it, but not again and again: the runs themselves say what was asked for. */
final class Retraining {
    private static final Logger log = LoggerFactory.getLogger(Retraining.class);

    private final Runs runs;
    private final Pipelines pipelines;
    private final InstantSource clock;

    Retraining(Runs runs, Pipelines pipelines, InstantSource clock) {
        this.runs = runs;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    /**
     * Trains, unless it was done for this champion within the rest, or is being done.
     *
     * @param cause what the reasons of all such runs begin with
     * @param reason kept with the run; begins with the cause
     * @return empty if nothing was begun
     */
    Optional<RunResult> ask(
            ModelPipeline<?, ?> pipeline,
            AliasChange promoted,
            String cause,
            String reason,
            Duration rest,
            Duration learnFrom) {
        Instant now = clock.instant();
        Instant rested = now.minus(rest);
        if (runs.runs(promoted.model()).stream()
                .anyMatch(run -> run.reason().startsWith(cause)
                        && !run.startedAt().isBefore(promoted.at())
                        && run.startedAt().isAfter(rested))) {
            return Optional.empty();
        }
        log.warn("{}: {}.", promoted.model(), reason);
        return Optional.of(pipelines.run(pipeline, Period.endingAt(now, learnFrom), reason, Progress.SILENT))
                .filter(result -> result.outcome() != RunOutcome.BUSY);
    }
}
