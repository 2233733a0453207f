package tino.server.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.RunOutcome;
import tino.server.Models;
import tino.server.Platform;
import tino.server.Settings;

/** {@code tino train}: what the nightly job does, now. A running server takes a new champion over within a second. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a model from what was logged, judges it and makes it champion if it is better.")
final class TrainCommand implements Callable<Integer> {
    private static final int STEPS = 1_000;

    @Mixin
    private final Output output = new Output();

    @Option(names = "--model", paramLabel = "NAME", description = "Only this model (default: all).")
    private @Nullable String model;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days of decisions to learn from (default: tino.jobs.training-days).")
    private @Nullable Integer days;

    @Option(names = "--seed", paramLabel = "N", description = "Of the training's randomness (default: a fresh one).")
    private @Nullable Long seed;

    @Override
    public Integer call() {
        Settings settings = Settings.load();
        try (Platform platform = Platform.open()) {
            Pipelines pipelines = platform.pipelines(random());
            int length = days == null ? settings.jobs().trainingDays() : days;
            if (length < 1) {
                throw new Failure(Exit.USAGE, "--days is at least 1, got " + length);
            }
            Period period = Period.endingAt(platform.clock().instant(), Duration.ofDays(length));
            List<RunResult> results = chosen(platform).stream()
                    .map(pipeline -> train(output, pipelines, pipeline, period))
                    .toList();
            output.result(
                    Map.of("runs", results.stream().map(TrainCommand::figures).toList()));
            return results.stream()
                    .mapToInt(result -> exit(result.outcome()))
                    .max()
                    .orElse(Exit.OK);
        }
    }

    private RandomGenerator random() {
        return seed == null ? new SecureRandom() : new SplittableRandom(seed);
    }

    private List<ModelPipeline<?, ?>> chosen(Platform platform) {
        return model == null
                ? List.copyOf(Models.pipelines(platform).values())
                : List.of(KnownModel.of(platform, model));
    }

    /** Runs a pipeline and says what came of it. */
    static RunResult train(Output output, Pipelines pipelines, ModelPipeline<?, ?> pipeline, Period period) {
        RunResult result;
        try (Progress bar = output.progress(pipeline.model(), STEPS)) {
            result = pipelines.run(pipeline, period, "by hand", (share, what) -> {
                bar.to(Math.round(share * STEPS));
                bar.note(what);
            });
        }
        output.print("%s: %s (%.1f s)".formatted(result.model(), heading(result), seconds(result)));
        output.print("  " + result.message());
        return result;
    }

    private static String heading(RunResult result) {
        return switch (result.outcome()) {
            case REGISTERED ->
                "version " + (result.version() == null ? "?" : result.version().number()) + " is champion";
            case REJECTED -> "did not pass the gate, nothing changed";
            case TOO_LITTLE_DATA -> "too little data, nothing changed";
            case BUSY -> "is being trained elsewhere";
            case FAILED, RUNNING -> "failed, nothing changed";
        };
    }

    static int exit(RunOutcome outcome) {
        return switch (outcome) {
            case REGISTERED, REJECTED, TOO_LITTLE_DATA -> Exit.OK;
            case BUSY -> Exit.UNAVAILABLE;
            case FAILED, RUNNING -> Exit.FAILED;
        };
    }

    static Map<String, Object> figures(RunResult result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", result.model());
        figures.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
        if (result.version() != null) {
            figures.put("version", result.version().number());
        }
        figures.put("message", result.message());
        figures.put("metrics", result.means());
        figures.put("seconds", seconds(result));
        return figures;
    }

    private static double seconds(RunResult result) {
        return result.duration().toMillis() / 1000.0;
    }
}
