package tino.server.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.ExperimentLog;
import tino.lifecycle.experiment.ExperimentReport;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.statistic.Interval;
import tino.server.Models;
import tino.server.Platform;

/** {@code tino experiment …}: two ways to answer, compared on live traffic. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Compares two ways to answer on live traffic; every server follows within a second.")
final class ExperimentCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "A command is missing (start, status, end); see: tino experiment --help");
    }

    @Command(mixinStandardHelpOptions = true, description = "Starts one. One runs for a model at a time.")
    int start(
            @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.") String model,
            @Option(
                            names = "--a",
                            paramLabel = "WHO",
                            required = true,
                            description = "Number of a version, champion, or weights.")
                    String a,
            @Option(names = "--b", paramLabel = "WHO", required = true, description = "The other.") String b,
            @Option(
                            names = "--kind",
                            defaultValue = "ab",
                            description = "ab: each person meets one of the two; interleaved: each list is made of both"
                                    + " (default: ${DEFAULT-VALUE}).")
                    Experiment.Kind kind,
            @Option(
                            names = "--share",
                            defaultValue = "1",
                            description = "Of the people that take part, above 0 and up to 1 (default: all).")
                    double share,
            @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Kept with it.") String why,
            @Mixin Output answer) {
        try (Platform platform = Platform.open()) {
            ModelPipeline<?, ?> pipeline = KnownModel.of(platform, model);
            if (kind == Experiment.Kind.INTERLEAVED && !pipeline.interleaves()) {
                throw new Failure(Exit.FAILED, "Answers of " + model + " cannot be interleaved; use --kind ab.");
            }
            Integer first = version(platform, model, "--a", a);
            Integer second = version(platform, model, "--b", b);
            Experiment experiment = attempt(() -> platform.experiments()
                    .start(model, kind, first, second, share, System.getProperty("user.name"), why));
            answer.print(describe(experiment) + " is running: " + experiment.id());
            answer.result(figures(experiment));
            return Exit.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "What experiments say so far, the newest first.")
    int status(
            @Parameters(paramLabel = "MODEL", arity = "0..1", description = "Only of this model (default: all).")
                    @Nullable
                    String model,
            @Mixin Output answer) {
        try (Platform platform = Platform.open()) {
            List<ExperimentReport> reports = (model == null
                            ? Models.pipelines(platform).values()
                            : List.<ModelPipeline<?, ?>>of(KnownModel.of(platform, model)))
                    .stream()
                            .flatMap(pipeline -> reports(platform, pipeline).stream())
                            .toList();
            if (reports.isEmpty()) {
                answer.print("There was no experiment yet.");
            }
            reports.forEach(report -> print(report, answer));
            answer.result(Map.of(
                    "experiments",
                    reports.stream().map(ExperimentCommand::figures).toList()));
            return Exit.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Ends the one that runs; the champion answers all again.")
    int end(
            @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.") String model,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            required = true,
                            description = "What was concluded; kept with it.")
                    String why,
            @Mixin Output answer) {
        try (Platform platform = Platform.open()) {
            ModelPipeline<?, ?> pipeline = KnownModel.of(platform, model);
            Experiment running = platform.experiments()
                    .running(model)
                    .orElseThrow(() -> new Failure(Exit.NOT_FOUND, "No experiment with " + model + " is running."));
            Experiment ended =
                    attempt(() -> platform.experiments().end(running.id(), System.getProperty("user.name"), why));
            ExperimentReport report = report(platform, pipeline, ended);
            print(report, answer);
            answer.result(figures(report));
            return Exit.OK;
        }
    }

    private interface Attempt {
        Experiment make();
    }

    private static Experiment attempt(Attempt attempt) {
        try {
            return attempt.make();
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new Failure(Exit.FAILED, String.valueOf(refused.getMessage()), refused);
        }
    }

    private static @Nullable Integer version(Platform platform, String model, String option, String who) {
        return switch (who) {
            case "weights", "fallback" -> null;
            case "champion" ->
                platform.registry()
                        .champion(model)
                        .map(ModelVersion::number)
                        .orElseThrow(() -> new Failure(
                                Exit.NOT_FOUND, "There is no champion of " + model + "; the weights answer."));
            default -> {
                if (!who.matches("[0-9]{1,9}")) {
                    throw new Failure(
                            Exit.USAGE,
                            option + " is the number of a version, 'champion' or 'weights', got '" + who + "'");
                }
                int number = Integer.parseInt(who);
                if (platform.registry().version(model, number).isEmpty()) {
                    throw new Failure(
                            Exit.NOT_FOUND,
                            "There is no version " + number + " of " + model + ", there are "
                                    + platform.registry().versions(model).stream()
                                            .map(ModelVersion::number)
                                            .toList() + ".");
                }
                yield number;
            }
        };
    }

    private static List<ExperimentReport> reports(Platform platform, ModelPipeline<?, ?> pipeline) {
        return platform.experiments().all(pipeline.model()).stream()
                .map(experiment -> report(platform, pipeline, experiment))
                .toList();
    }

    private static ExperimentReport report(Platform platform, ModelPipeline<?, ?> pipeline, Experiment experiment) {
        RolloutPolicy.Shadow policy =
                Objects.requireNonNullElse(pipeline.rollout().shadow(), RolloutPolicy.Shadow.STANDARD);
        return new ExperimentLog(platform.database()).report(experiment, pipeline.outcomes(), policy.hitAt());
    }

    private static String describe(Experiment experiment) {
        return "%s %s, A %s against B %s, %s of the people"
                .formatted(
                        experiment.model(),
                        experiment.kind().code(),
                        name(experiment.a()),
                        name(experiment.b()),
                        percent(experiment.share()));
    }

    private static String name(@Nullable Integer version) {
        return version == null ? "weights" : "version " + version;
    }

    private static void print(ExperimentReport report, Output answer) {
        Experiment experiment = report.experiment();
        answer.print(describe(experiment));
        answer.print("  %s to %s: %s"
                .formatted(
                        experiment.startedAt(),
                        experiment.endedAt() == null ? "now" : experiment.endedAt(),
                        report.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        report.arms()
                .forEach((variant, arm) -> answer.print(
                        "  %s  %,d answers to %,d people".formatted(variant, arm.answers(), arm.people())));
        if (report.sampleRatio() != null) {
            answer.print(String.format(
                    Locale.ROOT,
                    "  sample ratio: p %.4f%s",
                    report.sampleRatio().pValue(),
                    report.sampleRatio().mismatch() ? ", not as planned: trust no figure" : ""));
        }
        for (ExperimentReport.Comparison one : report.comparisons()) {
            answer.print(String.format(
                    Locale.ROOT,
                    "  %-6s A %.4f  B %.4f  difference %s",
                    one.measure().name().toLowerCase(Locale.ROOT),
                    one.a(),
                    one.b(),
                    text(one.difference())));
        }
        if (report.preference() != null) {
            answer.print(String.format(
                    Locale.ROOT,
                    "  lists won: A %,d, B %,d, even %,d (sign test p %.4f); A over B %s",
                    report.preference().winsOfA(),
                    report.preference().winsOfB(),
                    report.preference().ties(),
                    report.preference().signTest(),
                    text(report.preferred())));
        }
    }

    private static String text(@Nullable Interval interval) {
        return interval == null
                ? "unknown"
                : String.format(
                        Locale.ROOT, "%+.4f (%+.4f to %+.4f)", interval.mean(), interval.low(), interval.high());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static Map<String, Object> figures(Experiment experiment) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("id", experiment.id());
        figures.put("model", experiment.model());
        figures.put("kind", experiment.kind().code());
        figures.put("a", name(experiment.a()));
        figures.put("b", name(experiment.b()));
        figures.put("share", experiment.share());
        figures.put("who", experiment.who());
        figures.put("why", experiment.why());
        figures.put("started_at", experiment.startedAt().toString());
        if (experiment.endedAt() != null) {
            figures.put("ended_at", experiment.endedAt().toString());
            figures.put("ended_by", experiment.endedBy());
            figures.put("outcome", experiment.outcome());
        }
        return figures;
    }

    private static Map<String, Object> figures(ExperimentReport report) {
        Map<String, Object> figures = figures(report.experiment());
        figures.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        if (report.sampleRatio() != null) {
            figures.put(
                    "sample_ratio",
                    Map.of(
                            "p_value",
                            report.sampleRatio().pValue(),
                            "mismatch",
                            report.sampleRatio().mismatch()));
            Map<String, Object> arms = new TreeMap<>();
            report.arms()
                    .forEach((variant, arm) -> arms.put(
                            variant.name().toLowerCase(Locale.ROOT),
                            Map.of("people", arm.people(), "answers", arm.answers())));
            figures.put("arms", arms);
            figures.put(
                    "comparisons",
                    report.comparisons().stream()
                            .map(ExperimentCommand::figures)
                            .toList());
        }
        if (report.preference() != null) {
            figures.put("wins_of_a", report.preference().winsOfA());
            figures.put("wins_of_b", report.preference().winsOfB());
            figures.put("ties", report.preference().ties());
            figures.put("sign_test", report.preference().signTest());
            figures.put("delta", Output.interval(Objects.requireNonNull(report.preferred())));
        }
        return figures;
    }

    private static Map<String, Object> figures(ExperimentReport.Comparison one) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("measure", one.measure().name().toLowerCase(Locale.ROOT));
        figures.put("a", one.a());
        figures.put("b", one.b());
        figures.put("difference", Output.interval(one.difference()));
        figures.put("p_value", one.pValue());
        return figures;
    }
}
