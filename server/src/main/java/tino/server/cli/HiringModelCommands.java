package tino.server.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.hiring.HiringSettings;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.outcome.InferenceLog;
import tino.lifecycle.drift.Baseline;
import tino.lifecycle.drift.Baselines;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.DriftPolicy;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.drift.NumberTally;
import tino.lifecycle.monitor.DriftReport;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.LastAsked;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.statistic.Interval;
import tino.prediction.Classifier;
import tino.prediction.learn.ClassifierPipeline;
import tino.prediction.learn.LabelledRows;
import tino.prediction.metric.Confusion;
import tino.prediction.metric.GroupRates;
import tino.prediction.metric.Judgement;
import tino.prediction.threshold.Threshold;
import tino.server.Platform;
import tino.server.Settings;

/** The commands of {@code tino hiring} about the classifier: what trains, judges and watches it. */
final class HiringModelCommands {
    private HiringModelCommands() {}

    private static ClassifierPipeline pipeline(Platform platform) {
        return HiringClassifier.pipeline(platform.database(), Settings.load("tino.hiring", HiringSettings.class));
    }

    private static ModelVersion champion(Platform platform) {
        return platform.registry()
                .champion(HiringClassifier.MODEL)
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        "No version of " + HiringClassifier.MODEL + " is live. First: tino hiring train"));
    }

    @Command(
            name = "train",
            mixinStandardHelpOptions = true,
            description = {
                "Trains the classifier from the gold table, judges it by the applicants decided last, and releases it if it is good.",
                "Where no threshold keeps what an operating mode promises, it says so and publishes nothing."
            })
    static final class Train implements Callable<Integer> {
        @Mixin
        private final Output output = new Output();

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Of the training's randomness (default: a fresh one).")
        private @Nullable Long seed;

        @Override
        public Integer call() {
            try (Platform platform = Platform.open()) {
                RunResult result = TrainCommand.train(
                        output,
                        platform.pipelines(seed == null ? new SecureRandom() : new SplittableRandom(seed)),
                        pipeline(platform),
                        Period.endingAt(platform.clock().instant(), Duration.ofDays(1)));
                output.result(TrainCommand.figures(result));
                return TrainCommand.exit(result.outcome());
            }
        }
    }

    @Command(
            name = "evaluate",
            mixinStandardHelpOptions = true,
            description = "Judges a version by the applicants it was held back from: those decided last.")
    static final class Evaluate implements Callable<Integer> {
        @Mixin
        private final Output output = new Output();

        @Option(names = "--number", paramLabel = "N", description = "Of the version (default: the live one).")
        private @Nullable Integer number;

        @Override
        public Integer call() throws IOException {
            try (Platform platform = Platform.open()) {
                ModelVersion version = number == null
                        ? champion(platform)
                        : new NamedVersion(HiringClassifier.MODEL, number).find(platform.registry());
                ClassifierPipeline pipeline = pipeline(platform);
                Classifier classifier = platform.registry().load(version, pipeline.format());
                String hash = version.dataset();
                LabelledRows test = pipeline.load(
                                (hash == null
                                                ? java.util.Optional.<tino.lifecycle.dataset.Dataset>empty()
                                                : platform.lake().dataset(hash))
                                        .orElseThrow(() -> new Failure(
                                                Exit.NOT_FOUND,
                                                "The snapshot that version " + version.number()
                                                        + " was judged by is not here any more.")),
                                platform.lake())
                        .test();
                Threshold threshold = classifier.threshold(classifier.mode());
                Judgement judgement = Judgement.of(
                        classifier.probabilities(test.features(), test.rows()),
                        test.labels(),
                        threshold.threshold(),
                        Judgement.BINS,
                        test.groups(),
                        new SplittableRandom(version.number()));
                tell(version, classifier.mode(), judgement);
                output.result(figures(version, classifier.mode(), judgement));
                return Exit.OK;
            }
        }

        private void tell(ModelVersion version, String mode, Judgement judged) {
            output.print("%s version %d on %,d applicants decided last, %,d of them hired"
                    .formatted(version.model(), version.number(), judged.cases(), judged.positives()));
            measures(judged).forEach((name, interval) -> output.print("  %-12s %s".formatted(name, text(interval))));
            output.print("  at 0.5       " + text(judged.atHalf()));
            output.print("  at %.3f     %s (%s)".formatted(judged.threshold(), text(judged.atThreshold()), mode));
            for (GroupRates rates : judged.groups()) {
                output.print("  %-12s approved: gap %s; of the hired: gap %s"
                        .formatted(rates.attribute(), text(rates.demographicParity()), text(rates.equalOpportunity())));
            }
        }

        private static Map<String, Interval> measures(Judgement judged) {
            Map<String, Interval> measures = new LinkedHashMap<>();
            measures.put("error", judged.error());
            measures.put("roc_auc", judged.rocArea());
            measures.put("pr_auc", judged.prArea());
            measures.put("log_loss", judged.logLoss());
            measures.put("brier", judged.brier());
            measures.put("ece", judged.calibrationError());
            measures.put("precision", judged.precision());
            measures.put("recall", judged.recall());
            return measures;
        }

        private static String text(Interval interval) {
            return String.format(Locale.ROOT, "%.4f (%.4f to %.4f)", interval.mean(), interval.low(), interval.high());
        }

        private static String text(Confusion confusion) {
            return String.format(
                    Locale.ROOT,
                    "%,d approved and hired, %,d approved and not, %,d missed, %,d neither",
                    confusion.truePositives(),
                    confusion.falsePositives(),
                    confusion.falseNegatives(),
                    confusion.trueNegatives());
        }

        private static Map<String, Object> figures(ModelVersion version, String mode, Judgement judged) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("version", version.number());
            figures.put("cases", judged.cases());
            figures.put("hired", judged.positives());
            figures.put("operating_mode", mode);
            figures.put("threshold", judged.threshold());
            measures(judged).forEach((name, interval) -> figures.put(name, Output.interval(interval)));
            figures.put("at_half", judged.atHalf());
            figures.put("at_threshold", judged.atThreshold());
            figures.put(
                    "groups",
                    judged.groups().stream()
                            .map(rates -> Map.of(
                                    "attribute",
                                    rates.attribute(),
                                    "demographic_parity",
                                    Output.interval(rates.demographicParity()),
                                    "equal_opportunity",
                                    Output.interval(rates.equalOpportunity())))
                            .toList());
            return figures;
        }
    }

    @Command(
            name = "baseline",
            mixinStandardHelpOptions = true,
            description = {
                "Writes down in model_baseline what the live version was trained on, if it is not there yet, and shows it:",
                "the share of ones of each column, mean and standard deviation of the salary."
            })
    static final class BaselineOf implements Callable<Integer> {
        @Mixin
        private final Output output = new Output();

        @Override
        public Integer call() {
            try (Platform platform = Platform.open()) {
                ModelVersion version = champion(platform);
                Baseline baseline = new Baselines(platform.database(), platform.lake(), platform.clock())
                        .of(version, pipeline(platform).inputs().orElseThrow())
                        .orElseThrow(() -> new Failure(
                                Exit.NOT_FOUND,
                                "What version " + version.number() + " was trained on is not known here."));
                Map<String, Object> stats = new LinkedHashMap<>();
                for (Column column : pipeline(platform).inputs().orElseThrow().columns()) {
                    if (baseline.tallies().get(column.name()) instanceof NumberTally tally) {
                        stats.put(column.name(), stats(tally));
                        output.print(line(column.name(), tally));
                    }
                }
                output.print("of %,d applicants, for version %d".formatted(baseline.decisions(), version.number()));
                output.result(Map.of(
                        "version", version.number(),
                        "model_path", version.folder().toString(),
                        "created_at", baseline.createdAt().toString(),
                        "applicants", baseline.decisions(),
                        "stats", stats));
                return Exit.OK;
            }
        }

        private static Map<String, Double> stats(NumberTally tally) {
            return tally.binary()
                    ? Map.of("rate1", tally.mean())
                    : Map.of("mean", tally.mean(), "std", tally.deviation());
        }

        private static String line(String name, NumberTally tally) {
            return tally.binary()
                    ? String.format(Locale.ROOT, "  %-26s rate1 %.4f", name, tally.mean())
                    : String.format(Locale.ROOT, "  %-26s mean %.2f std %.2f", name, tally.mean(), tally.deviation());
        }
    }

    @Command(
            name = "monitor",
            mixinStandardHelpOptions = true,
            description = {
                "Predictions by hour of the last 24 hours with their mean probability, columns that drifted, and what came of",
                "decisions whose outcome is known."
            })
    static final class Monitor implements Callable<Integer> {
        private static final Duration DAY = Duration.ofHours(24);

        @Mixin
        private final Output output = new Output();

        @Option(
                names = "--rule",
                paramLabel = "RULE",
                description =
                        "When a column counts as drifted: simple (a share moved by .15, a mean by 3 standard deviations),"
                                + " tested or p_value (default: tino.drift.rule).")
        private DriftPolicy.@Nullable Rule rule;

        @Option(
                names = "--known",
                defaultValue = "180",
                paramLabel = "DAYS",
                description = "Days back of decisions whose outcome may be known (default: ${DEFAULT-VALUE}).")
        private int known;

        @Override
        public Integer call() {
            try (Platform platform = Platform.open()) {
                Instant now = platform.clock().instant();
                InferenceLog inferences = new InferenceLog(platform.database());
                List<InferenceLog.Hour> hours = inferences.hours(now.minus(DAY), now.plusMillis(1));
                output.print("hour                  predictions  approved  mean probability");
                hours.forEach(hour -> output.print(String.format(
                        Locale.ROOT,
                        "%-21s %11d %9d  %.4f",
                        hour.from(),
                        hour.predictions(),
                        hour.approved(),
                        hour.mean())));
                DriftPolicy policy = Settings.load().drift();
                DriftWatch watch = platform.driftWatch(
                        platform.pipelines(new SecureRandom()), platform.lastAsked(LastAsked.Count.NONE));
                watch.watch(pipeline(platform), rule == null ? policy : policy.by(rule));
                DriftReport drift = watch.look(HiringClassifier.MODEL);
                output.print(DriftCommand.sentence(drift));
                for (Finding finding : drift.firing()) {
                    output.print(String.format(
                            Locale.ROOT,
                            "  ALERT %-26s %s: %s %.3f, limit %.2f",
                            finding.column().name(),
                            finding.verdict().name().toLowerCase(Locale.ROOT),
                            finding.measure().name().toLowerCase(Locale.ROOT),
                            finding.effect(),
                            finding.limit()));
                }
                InferenceLog.Realised realised =
                        inferences.realised(now.minus(Duration.ofDays(known)), now.plusMillis(1));
                output.print(String.format(
                        Locale.ROOT,
                        "%,d outcomes known: precision %.3f of %,d approved, recall %.3f of %,d hired",
                        realised.known(),
                        realised.precision(),
                        realised.approved(),
                        realised.recall(),
                        realised.hired()));
                output.result(figures(hours, drift, realised));
                return Exit.OK;
            }
        }

        private static Map<String, Object> figures(
                List<InferenceLog.Hour> hours, DriftReport drift, InferenceLog.Realised realised) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put(
                    "hours",
                    hours.stream()
                            .map(hour -> Map.of(
                                    "hour", hour.from().toString(),
                                    "volume", hour.predictions(),
                                    "approved", hour.approved(),
                                    "avg_score", hour.mean()))
                            .toList());
            figures.put("standing", drift.standing().name().toLowerCase(Locale.ROOT));
            figures.put(
                    "alerts",
                    drift.firing().stream().map(one -> one.column().name()).toList());
            figures.put("known", realised.known());
            figures.put("approved", realised.approved());
            figures.put("precision", Output.finite(realised.precision()));
            figures.put("recall", Output.finite(realised.recall()));
            return figures;
        }
    }
}
