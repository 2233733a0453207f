package tino.server.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.registry.ModelVersion;
import tino.prediction.Classifier;
import tino.prediction.learn.ClassifierPipeline;
import tino.prediction.replay.PredictionReplay;
import tino.server.Models;
import tino.server.Platform;

/** {@code tino replay} for models that say yes or no. */
final class ReplayedPredictions {
    private final Output output;
    private final Days days;

    ReplayedPredictions(Output output, Days days) {
        this.output = output;
        this.days = days;
    }

    /** The pipeline, where {@code hiring-classifier:2} or {@code hiring-classifier} names a classifier. */
    static Optional<ClassifierPipeline> pipeline(Platform platform, String who) {
        String model = who.contains(":") ? who.substring(0, who.lastIndexOf(':')) : who;
        return Models.pipelines(platform).get(model) instanceof ClassifierPipeline classifier
                ? Optional.of(classifier)
                : Optional.empty();
    }

    /**
     * @param who model and version, or the model alone for its champion
     * @param mode {@code null}: the first
     */
    int replay(Platform platform, ClassifierPipeline pipeline, String who, @Nullable String mode) throws IOException {
        ModelVersion version = who.contains(":")
                ? NamedVersion.parse(
                                who.substring(0, who.lastIndexOf(':')) + '/' + who.substring(who.lastIndexOf(':') + 1))
                        .find(platform.registry())
                : platform.registry()
                        .champion(who)
                        .orElseThrow(() -> new Failure(Exit.NOT_FOUND, "There is no champion of " + who + "."));
        Classifier classifier = platform.registry().load(version, pipeline.format());
        String by = mode == null ? classifier.mode() : mode;
        PredictionReplay replay =
                new PredictionReplay(classifier, by, pipeline.outcomes().success());
        DecisionSource source = pipeline.decisions().orElseThrow();
        ReplayCommand.archive(output, days, platform, source);
        long start = System.nanoTime();
        platform.archive().read(source, days.first(), days.last(), replay);
        double seconds = (System.nanoTime() - start) / 1e9;
        PredictionReplay.Report report;
        try {
            report = replay.report();
        } catch (IllegalStateException nothing) {
            throw new Failure(Exit.NOT_FOUND, String.valueOf(nothing.getMessage()), nothing);
        }
        String name = version.model() + ':' + version.number() + " in " + by;
        tell(name, report, seconds);
        output.result(figures(name, report, seconds));
        return Exit.OK;
    }

    private void tell(String name, PredictionReplay.Report report, double seconds) {
        PredictionReplay.Difference all = report.all();
        output.print(text("%s beside what was said: %,d predictions", name, all.predictions()));
        if (report.otherLayout() > 0) {
            output.print(text("  left out: %,d of another layout", report.otherLayout()));
        }
        output.print(text(
                "  other decisions   %5.2f %% (%,d yes instead of no, %,d no instead of yes)",
                100 * all.other(), all.nowYes(), all.nowNo()));
        output.print(text(
                "  mean probability  %.4f to %.4f, changed by %.4f",
                all.meanBefore(), all.meanAfter(), all.meanChange()));
        quality("before", report.before());
        quality("after", report.after());
        report.byDay()
                .forEach(day -> output.print(text(
                        "  %s %5.2f %% other decisions of %,d",
                        day.day(),
                        100 * day.difference().other(),
                        day.difference().predictions())));
        output.print(text("  %.2f s, %,.0f predictions a second", seconds, all.predictions() / seconds));
    }

    private void quality(String when, PredictionReplay.Quality quality) {
        output.print(text(
                "  %-7s precision %.3f of %,d, recall %.3f of %,d, of %,d whose outcome is known",
                when, quality.precision(), quality.called(), quality.recall(), quality.yes(), quality.known()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static Map<String, Object> figures(String name, PredictionReplay.Report report, double seconds) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", name);
        figures.put("predictions", report.all().predictions());
        figures.put("other_layout", report.otherLayout());
        figures.put("other_decisions", report.all().other());
        figures.put("now_yes", report.all().nowYes());
        figures.put("now_no", report.all().nowNo());
        figures.put("mean_before", report.all().meanBefore());
        figures.put("mean_after", report.all().meanAfter());
        figures.put("before", figures(report.before()));
        figures.put("after", figures(report.after()));
        figures.put("seconds", seconds);
        return figures;
    }

    private static Map<String, @Nullable Object> figures(PredictionReplay.Quality quality) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("known", quality.known());
        figures.put("precision", Output.finite(quality.precision()));
        figures.put("recall", Output.finite(quality.recall()));
        return figures;
    }
}
