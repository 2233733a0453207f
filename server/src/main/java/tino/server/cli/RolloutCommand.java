package tino.server.cli;

import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Criterion;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.RolloutMoved;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.Speed;
import tino.lifecycle.rollout.Standing;
import tino.lifecycle.rollout.Transition;
import tino.server.Models;
import tino.server.Platform;

/** {@code tino rollout …}: which versions are on trial, how they stand, and the levers of people. */
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        description = "Shows and moves the trials of new versions.",
        subcommands = {
            RolloutCommand.Status.class,
            RolloutCommand.Start.class,
            RolloutCommand.Promote.class,
            RolloutCommand.Rollback.class,
            RolloutCommand.Pause.class,
            RolloutCommand.Resume.class
        })
final class RolloutCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(
                Exit.USAGE, "status, start, promote, rollback, pause or resume is missing; see: tino rollout --help");
    }

    /** Who moves what, and why. */
    private abstract static class Lever implements Callable<Integer> {
        @Mixin
        protected final Output output = new Output();

        @Parameters(index = "0", paramLabel = "MODEL", description = "E.g. marketplace-ranker.")
        protected String model = "";

        @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Kept in the history.")
        protected String why = "";

        @Option(names = "--who", paramLabel = "NAME", description = "Who decides (default: the user of this machine).")
        protected String who = String.valueOf(System.getProperty("user.name"));

        @Override
        public Integer call() {
            try (Platform platform = Platform.open()) {
                ModelPipeline<?, ?> pipeline = KnownModel.of(platform, model);
                String done = pull(platform, pipeline);
                output.print(done);
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("model", model);
                result.put("done", done);
                result.put(
                        "champion",
                        platform.registry()
                                .champion(model)
                                .map(ModelVersion::number)
                                .orElse(null));
                result.put(
                        "trials",
                        platform.rollouts().open(model).stream()
                                .map(RolloutCommand::figures)
                                .toList());
                output.result(result);
                return Exit.OK;
            } catch (RolloutMoved moved) {
                throw new Failure(Exit.FAILED, String.valueOf(moved.getMessage()), moved);
            }
        }

        /** @return what was done, a sentence */
        protected abstract String pull(Platform platform, ModelPipeline<?, ?> pipeline);
    }

    /** One of the open trials. */
    private abstract static class TrialLever extends Lever {
        @Option(
                names = "--version",
                paramLabel = "N",
                description = "Of which version (default: the one that answers people, else the only one).")
        protected @Nullable Integer version;

        protected Rollout trial(Rollouts rollouts) {
            List<Rollout> open = rollouts.open(model);
            List<Rollout> meant = open.stream()
                    .filter(rollout -> version == null || rollout.version() == version)
                    .toList();
            List<Rollout> seen = meant.stream()
                    .filter(rollout -> rollout.stage() == Stage.CANARY)
                    .toList();
            if (!seen.isEmpty()) {
                return seen.getFirst();
            }
            if (meant.size() == 1) {
                return meant.getFirst();
            }
            String there = open.stream()
                    .map(rollout -> "version " + rollout.version() + " (" + rollout.place() + ")")
                    .toList()
                    .toString();
            throw meant.isEmpty()
                    ? new Failure(
                            Exit.NOT_FOUND,
                            (version == null ? "No version" : "Version " + version + " is not the version") + " of "
                                    + model + " that is on trial; on trial are " + there + ".")
                    : new Failure(
                            Exit.USAGE,
                            "Several versions of " + model + " are on trial: " + there + "; name one by --version.");
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "What is on trial, the evidence against each criterion, and what happened before.")
    static final class Status implements Callable<Integer> {
        private static final int PAST = 5;

        @Mixin
        private final Output output = new Output();

        @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Only this model (default: all).")
        private @Nullable String model;

        @Override
        public Integer call() {
            try (Platform platform = Platform.open();
                    Keeper keeper = platform.keeper(Speed.Source.NONE)) {
                SequencedMap<String, ModelPipeline<?, ?>> known = Models.pipelines(platform);
                List<ModelPipeline<?, ?>> shown =
                        model == null ? List.copyOf(known.values()) : List.of(KnownModel.of(platform, model));
                List<Map<String, Object>> models = new ArrayList<>();
                for (ModelPipeline<?, ?> pipeline : shown) {
                    keeper.keep(pipeline.model(), pipeline.rollout(), pipeline.outcomes());
                    models.add(show(platform, keeper, pipeline.model()));
                }
                output.result(Map.of("models", models));
                return Exit.OK;
            }
        }

        private Map<String, Object> show(Platform platform, Keeper keeper, String name) {
            Integer champion =
                    platform.registry().champion(name).map(ModelVersion::number).orElse(null);
            output.print(
                    name + ": " + (champion == null ? "the fallback answers" : "version " + champion + " is champion"));
            List<Map<String, Object>> trials = new ArrayList<>();
            for (Rollout rollout : platform.rollouts().open(name)) {
                Standing standing = keeper.standing(rollout);
                output.print("  version %d: %s since %s%s"
                        .formatted(
                                rollout.version(),
                                rollout.place(),
                                rollout.since().truncatedTo(ChronoUnit.SECONDS),
                                rollout.paused() ? ", paused" : ""));
                standing.guards().forEach(this::line);
                standing.conditions().forEach(this::line);
                Map<String, Object> trial = figures(rollout);
                trial.put("verdict", standing.verdict().name().toLowerCase(Locale.ROOT));
                trial.put("guards", standing.guards());
                trial.put("conditions", standing.conditions());
                trials.add(trial);
            }
            List<Map<String, Object>> past = new ArrayList<>();
            for (Rollout rollout : platform.rollouts().all(name)) {
                if (!rollout.open() && past.size() < PAST) {
                    Transition last =
                            platform.rollouts().transitions(rollout.id()).getLast();
                    output.print("  version %d: %s at %s by %s: %s"
                            .formatted(
                                    rollout.version(),
                                    rollout.place(),
                                    last.at().truncatedTo(ChronoUnit.SECONDS),
                                    last.who(),
                                    last.why()));
                    Map<String, Object> ended = figures(rollout);
                    ended.put("who", last.who());
                    ended.put("why", last.why());
                    past.add(ended);
                }
            }
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("model", name);
            shown.put("champion", champion);
            shown.put("trials", trials);
            shown.put("past", past);
            return shown;
        }

        private void line(Criterion criterion) {
            output.print(String.format(
                    Locale.ROOT,
                    "    %s %-8s %10s %s",
                    criterion.held() ? "✓" : "·",
                    criterion.kind().name().toLowerCase(Locale.ROOT),
                    number(criterion.value()),
                    criterion.reference() == null
                            ? "of " + number(criterion.needed())
                            : "control " + number(criterion.reference())
                                    + (criterion.interval() == null
                                            ? ""
                                            : ", difference "
                                                    + number(
                                                            criterion.interval().low()) + " to "
                                                    + number(
                                                            criterion.interval().high()))));
        }

        private static String number(double value) {
            return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
        }
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Puts a registered version on trial, in shadow or, with --canary, before people at once.")
    static final class Start extends Lever {
        @Parameters(index = "1", paramLabel = "VERSION", description = "Its number.")
        private int version;

        @Option(
                names = "--canary",
                description = "Leaves the shadow out: the version answers the first percent of people now.")
        private boolean canary;

        @Override
        protected String pull(Platform platform, ModelPipeline<?, ?> pipeline) {
            RolloutPolicy policy = pipeline.rollout();
            RolloutPolicy way =
                    canary ? new RolloutPolicy(null, policy.canary(), policy.step(), policy.guard()) : policy;
            return platform.pipelines(new SecureRandom())
                    .trial(pipeline, version, way, who, why)
                    .map(rollout -> "Version " + version + " of " + model + " is on trial: " + rollout.place() + ".")
                    .orElseThrow(() -> new Failure(
                            Exit.FAILED,
                            "As many versions of " + model
                                    + " as may be are on trial, or an experiment is running; see: tino rollout status "
                                    + model));
        }
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Moves a trial one step further, whatever the evidence says.")
    static final class Promote extends TrialLever {
        @Override
        protected String pull(Platform platform, ModelPipeline<?, ?> pipeline) {
            Rollout next = platform.rollouts().advance(trial(platform.rollouts()), pipeline.rollout(), who, why, null);
            return "Version " + next.version() + " of " + model + ": " + next.place() + ".";
        }
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description =
                    "Withdraws the version that is on trial before people; without one, or with --champion, returns to the champion before.")
    static final class Rollback extends TrialLever {
        @Option(names = "--champion", description = "Returns to the champion before, trial or not.")
        private boolean champion;

        @Override
        protected String pull(Platform platform, ModelPipeline<?, ?> pipeline) {
            Rollouts rollouts = platform.rollouts();
            boolean trial = version != null
                    || rollouts.open(model).stream().anyMatch(rollout -> rollout.stage() == Stage.CANARY);
            if (trial && !champion) {
                Rollout withdrawn = rollouts.withdraw(trial(rollouts), who, why, null);
                return "Version " + withdrawn.version() + " of " + model + " is withdrawn and answers nobody.";
            }
            Registry registry = platform.registry();
            try {
                Optional<Rollout> full = registry.champion(model)
                        .flatMap(now -> rollouts.all(model).stream()
                                .filter(rollout -> rollout.stage() == Stage.FULL && rollout.version() == now.number())
                                .findFirst());
                if (full.isPresent()) {
                    rollouts.withdraw(full.get(), who, why, null);
                } else {
                    registry.rollback(model, who, why);
                }
                return registry.champion(model)
                        .map(back -> "Version " + back.number() + " of " + model + " is champion again.")
                        .orElse("The fallback of " + model + " answers again; there was no champion before.");
            } catch (IllegalStateException none) {
                throw new Failure(Exit.FAILED, String.valueOf(none.getMessage()), none);
            }
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Keeps a trial where it is; its guards go on watching.")
    static final class Pause extends TrialLever {
        @Override
        protected String pull(Platform platform, ModelPipeline<?, ?> pipeline) {
            Rollout paused = platform.rollouts().pause(trial(platform.rollouts()), true, who, why);
            return "Version " + paused.version() + " of " + model + " stays at " + paused.place() + ".";
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused trial go on.")
    static final class Resume extends TrialLever {
        @Override
        protected String pull(Platform platform, ModelPipeline<?, ?> pipeline) {
            Rollout resumed = platform.rollouts().pause(trial(platform.rollouts()), false, who, why);
            return "Version " + resumed.version() + " of " + model + " goes on at " + resumed.place() + ".";
        }
    }

    private static Map<String, Object> figures(Rollout rollout) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("version", rollout.version());
        figures.put("stage", rollout.stage().code());
        figures.put("percent", rollout.percent());
        figures.put("paused", rollout.paused());
        figures.put("control", rollout.control());
        figures.put("since", rollout.since().toString());
        return figures;
    }
}
